package org.yuanliu.tools.directory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.sdk.Directory;
import org.yuanliu.sdk.YuanliuClient;
import org.yuanliu.tools.client.HostAndPort;
import org.yuanliu.tools.client.KeyFiles;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.wire.PublicKeyCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Leaves a prefix to the enterprise's own node, whose address goes into the prefix record. */
@Command(name = "delegate")
final class PrefixDelegateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final StepOptions step;

    @Option(names = "--site", paramLabel = "HOST:PORT")
    private Optional<String> site = Optional.empty();

    @Option(names = "--site-key", paramLabel = "FILE.pem")
    private Optional<Path> siteKey = Optional.empty();

    PrefixDelegateCommand(Console console) {
        this.console = console;
        this.step = new StepOptions(console);
    }

    @Override
    public Integer call() {
        Optional<SiteInfo> info = site.map(this::describe);
        try (YuanliuClient client = step.node().client()) {
            Directory directory = client.directory();
            return step.done(
                    PrefixState.DELEGATED,
                    info.isPresent()
                            ? directory.delegate(step.prefix(), info.get(), step.reason())
                            : directory.advance(step.prefix(), PrefixState.DELEGATED, step.reason()));
        }
    }

    /** TCP first: China's clients take the first interface of the first server for everything. */
    private SiteInfo describe(String text) {
        Bytes key = siteKey.map(file -> PublicKeyCodec.write(new KeyFiles(console.texts()).publicKey(file)))
                .orElse(Bytes.EMPTY);
        try {
            InetSocketAddress address = HostAndPort.parse(text);
            List<SiteInfo.Interface> doors = List.of(
                    new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, address.getPort()),
                    new SiteInfo.Interface(true, true, SiteInfo.Transport.UDP, address.getPort()));
            return new SiteInfo(
                    1,
                    2,
                    11,
                    1,
                    true,
                    false,
                    2,
                    Bytes.EMPTY,
                    List.of(Map.entry("desc", step.prefix().suffix())),
                    List.of(new SiteInfo.Server(1, InetAddress.getByName(address.getHostString()), key, doors)));
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw CommandFailure.of(Exit.USAGE, "USAGE", console.text("node.address", text));
        }
    }
}
