package org.yuanliu.tools.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yuanliu.json.Json;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reason;
import org.yuanliu.sdk.RegistrationStream;
import org.yuanliu.sdk.StreamOptions;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.sdk.YuanliuException;
import org.yuanliu.tools.certificates.Certificates;
import org.yuanliu.tools.client.CallerOptions;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.Refusals;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Progress;
import org.yuanliu.tools.files.BatchLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers the products of mill certificates. */
@Command(name = "certificate")
final class ImportCertificateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CallerOptions node;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE", arity = "1..*")
    private List<Path> files = List.of();

    @Option(names = "--prefix", paramLabel = "PREFIX", required = true)
    private String prefix = "";

    @Option(names = "--set", paramLabel = "FIELD=VALUE")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--dry-run")
    private boolean dryRun;

    ImportCertificateCommand(Console console) {
        this.console = console;
        this.node = new CallerOptions(console);
    }

    @Override
    public Integer call() {
        String under = Given.prefix(prefix, console.texts());
        List<CertificateImport> imports = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            imports.add(read(i, under));
        }
        return report(dryRun ? imports : sent(imports));
    }

    private CertificateImport read(int place, String under) {
        Path file = files.get(place);
        Locale locale = console.texts().locale();
        try {
            Bytes text = content(file);
            return CertificateImport.of(file, Certificates.read(place + 1, file.toString(), text, under, set), locale);
        } catch (MalformedMessage e) {
            return CertificateImport.unreadable(file, e.problem(), locale);
        } catch (NoSuchFileException e) {
            throw wrongFile("file.missing", file);
        } catch (IOException e) {
            throw wrongFile("file.unreadable", file, e.getMessage());
        }
    }

    /** No more of a file than a certificate may have. */
    private static Bytes content(Path file) throws IOException, MalformedMessage {
        if (Files.size(file) > Json.MAX_BYTES) {
            throw new MalformedMessage(
                    Reason.TOO_LARGE, "the certificate", Files.size(file) + " bytes", Integer.toString(Json.MAX_BYTES));
        }
        return Bytes.wrap(Files.readAllBytes(file));
    }

    private CommandFailure wrongFile(String key, @Nullable Object... details) {
        return CommandFailure.of(Exit.USAGE, "INVALID_FILE", console.text(key, details));
    }

    /** The same with the node's verdicts. */
    private List<CertificateImport> sent(List<CertificateImport> imports) {
        List<BatchLine> lines = imports.stream()
                .map(CertificateImport::item)
                .flatMap(Optional::stream)
                .map(BatchLine.class::cast)
                .toList();
        List<CertificateImport> judged = new ArrayList<>(imports);
        if (lines.isEmpty()) {
            return judged;
        }
        try (YuanliuClient client = node.client();
                RegistrationStream stream = client.registration(source(lines), StreamOptions.DEFAULT.again())) {
            new Registration(
                            Registration.Sender.over(stream, false),
                            rejection -> {
                                int place = (int) rejection.line().number() - 1;
                                judged.set(place, judged.get(place).refused(rejection.reason(), rejection.message()));
                            },
                            Progress.NONE,
                            console.texts())
                    .run(lines.iterator());
            return judged;
        } catch (YuanliuException e) {
            throw Refusals.failure(e.failure(), console.texts()).note(console.text("certificate.interrupted"));
        }
    }

    /** The same for the same registrations, so that importing again does nothing twice. */
    private static String source(List<BatchLine> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (BatchLine line : lines) {
                if (line instanceof BatchLine.Filled item) {
                    String said = item.identifier().text() + '\n' + item.template() + '\n' + item.values() + '\n';
                    digest.update(said.getBytes(StandardCharsets.UTF_8));
                }
            }
            return "certificate-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private int report(List<CertificateImport> imports) {
        long accepted = imports.stream().filter(CertificateImport::isAccepted).count();
        long refused = imports.size() - accepted;
        console.answer(
                out -> {
                    imports.forEach(each -> each.print(dryRun, console.texts(), out));
                    out.println(console.text(dryRun ? "register.checked" : "register.done", accepted, refused));
                },
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField("dryRun", dryRun);
                    json.writeNumberField("accepted", accepted);
                    json.writeNumberField("refused", refused);
                    json.writeArrayFieldStart("certificates");
                    for (CertificateImport each : imports) {
                        each.write(dryRun, console.texts().locale(), json);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
        return refused > 0 ? Exit.REFUSED.code() : Exit.OK.code();
    }
}
