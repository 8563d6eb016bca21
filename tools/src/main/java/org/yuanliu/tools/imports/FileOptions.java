package org.yuanliu.tools.imports;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.client.NodeOptions;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.files.BatchFile;
import org.yuanliu.tools.files.Naming;
import org.yuanliu.tools.template.TemplateSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which file of batches, and how it is to be read. */
public final class FileOptions {
    private final Console console;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    private Path file = Path.of("");

    @Option(names = "--format", paramLabel = "csv|jsonl|xlsx")
    private Optional<BatchFile.Format> format = Optional.empty();

    @Option(names = "--encoding", paramLabel = "NAME", defaultValue = "UTF-8")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--template", paramLabel = "NAME:VERSION")
    private Optional<String> template = Optional.empty();

    @Option(names = "--sheet", paramLabel = "NAME")
    private Optional<String> sheet = Optional.empty();

    @Option(names = "--prefix", paramLabel = "PREFIX")
    private Optional<String> prefix = Optional.empty();

    public FileOptions(Console console) {
        this.console = console;
    }

    public Path file() {
        return file;
    }

    /**
     * How to read the file.
     *
     * @param node that knows the template whose rule gives identifiers
     * @throws CommandFailure if the options do not fit the file
     */
    public BatchFile.Reading reading(NodeOptions node) {
        BatchFile.Format known =
                format.or(() -> BatchFile.Format.of(file)).orElseThrow(() -> wrong("file.format", file));
        if (template.isPresent() && known == BatchFile.Format.JSONL) {
            throw wrong("register.templateOfLines", file);
        }
        if (prefix.isPresent() && (template.isEmpty() || known == BatchFile.Format.JSONL)) {
            throw wrong("register.prefixWithoutTemplate");
        }
        if (sheet.isPresent() && known != BatchFile.Format.XLSX) {
            throw wrong("register.noSheets", file);
        }
        return prefix.isEmpty()
                ? new BatchFile.Reading(known, encoding, template, sheet)
                : named(known, Given.prefix(prefix.get(), console.texts()), template.orElse(""), node);
    }

    /** Rows get their identifiers by the rule of the template, which is the node's where that is known. */
    private BatchFile.Reading named(BatchFile.Format known, String under, String name, NodeOptions node) {
        TemplateSource source =
                TemplateSource.of(name, under, node, console.texts()).ruled(Optional.empty(), console.texts());
        return new BatchFile.Reading(
                known,
                encoding,
                Optional.of(source.reference()),
                sheet,
                Optional.of(new Naming(under, source.template())));
    }

    /** A failure about the file. */
    public CommandFailure wrong(String key, @Nullable Object... details) {
        return CommandFailure.of(Exit.USAGE, "INVALID_FILE", console.text(key, details));
    }

    /** The file cannot be read; {@code e} is an IOException, or one that carries it. */
    public CommandFailure unreadable(Exception e) {
        if (e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException) {
            return wrong("file.encoding", file, encoding.name());
        }
        return e instanceof NoSuchFileException
                ? wrong("file.missing", file)
                : wrong("file.unreadable", file, e.getMessage());
    }
}
