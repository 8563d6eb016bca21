package org.yuanliu.tools.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yuanliu.node.Node;
import org.yuanliu.node.NodeFolder;
import org.yuanliu.tools.client.Given;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a node's folder: its keys and the operator's. */
@Command(name = "init")
final class InitCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--data", paramLabel = "DIR", required = true)
    private Path data = Path.of("");

    @Option(names = "--prefix", paramLabel = "PREFIX", required = true)
    private String prefix = "";

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NodeFolder folder = new NodeFolder(data);
        if (folder.isNode()) {
            throw CommandFailure.of(Exit.USAGE, "NODE_EXISTS", console.text("init.exists", data))
                    .next("yuanliu start --data " + data);
        }
        if (folder.isHalfMade()) {
            throw CommandFailure.of(Exit.USAGE, "NODE_HALF_MADE", console.text("init.half", data));
        }
        String own = Given.prefix(prefix, console.texts());
        Node.init(data, own);
        String operator = NodeFolder.OPERATOR_INDEX + ":0.NA/" + own;
        console.answer(
                out -> {
                    out.println(operator);
                    out.println(folder.operatorKey());
                },
                json -> {
                    json.writeStartObject();
                    json.writeStringField("data", data.toString());
                    json.writeStringField("prefix", own);
                    json.writeStringField("operator", operator);
                    json.writeStringField("operatorKey", folder.operatorKey().toString());
                    json.writeEndObject();
                });
        console.say("init.done", own, data);
        return Exit.OK.code();
    }
}
