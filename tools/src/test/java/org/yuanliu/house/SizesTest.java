package org.yuanliu.house;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Files, methods, parameter lists and packages stay small enough to hold in the head. */
class SizesTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 40;
    private static final int PARAMETERS = 7;
    private static final int PACKAGE_TYPES = 40;

    /** What may be larger ("folder", "folder/File.java" or "folder/File.java#method"), and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "node-server/src/test/java/org/yuanliu/node/ledger/StoreCheckTest.java#faults",
            "a table: one row for each way in which a store can be damaged",
            "node-server/src/test/java/org/yuanliu/node/grpc/RefusalTest.java#wrongFieldsAreNamed",
            "a table: one row for each field that can be wrong");

    /** A comment, or a literal, in which a comment sign means nothing. */
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile("//[^\\n]*|/\\*[\\s\\S]*?\\*/"
            + "|\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'");

    private final List<String> tooLarge = new ArrayList<>();

    @Test
    void filesMethodsAndParameterListsStaySmall() throws IOException {
        var javac = ToolProvider.getSystemJavaCompiler();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(Sources.mainAndTest());
            var task = (JavacTask) javac.getTask(null, files, null, List.of("-proc:none"), null, sources);
            for (var unit : task.parse()) {
                measure(unit, Trees.instance(task));
            }
        }

        assertThat(tooLarge).isEmpty();
    }

    @Test
    void packagesHoldFewTypes() {
        Sources.mainAndTest().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(groupingBy(file -> Sources.name(file.getParent()), counting()))
                .forEach((folder, types) -> demand(folder, types, PACKAGE_TYPES, "types"));

        assertThat(tooLarge).isEmpty();
    }

    @Test
    void commentsAndBlankLinesDoNotCount() {
        var code = withoutComments("/** a\n * b */\nint a; // c\n\n// d\nvar s = \"/* no */ // no\";\n");

        assertThat(lines(code)).isEqualTo(2);
        assertThat(code).contains("\"/* no */ // no\"");
    }

    private void measure(CompilationUnitTree unit, Trees trees) throws IOException {
        var file = Sources.name(Path.of(unit.getSourceFile().toUri()));
        var code = withoutComments(unit.getSourceFile().getCharContent(true).toString());
        demand(file, lines(code), FILE_LINES, "lines of code");

        var positions = trees.getSourcePositions();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                var name = file + "#" + method.getName();
                if (method.getBody() != null) {
                    demand(name, lines(text(method.getBody())), METHOD_LINES, "lines of code");
                }
                // A record's compact constructor has its components for parameters, which stand before it.
                var parameters = method.getParameters().stream()
                        .filter(p -> start(p) >= start(method))
                        .count();
                demand(name, parameters, PARAMETERS, "parameters");
                return super.visitMethod(method, unused);
            }

            private int start(Tree tree) {
                return (int) positions.getStartPosition(unit, tree);
            }

            private String text(Tree tree) {
                return code.substring(start(tree), (int) positions.getEndPosition(unit, tree));
            }
        }.scan(unit, null);
    }

    private void demand(String what, long size, int limit, String unit) {
        if (size > limit && !EXCEPTIONS.containsKey(what)) {
            tooLarge.add(what + " has " + size + " " + unit + "; " + limit + " are allowed");
        }
    }

    /** The source with its comments blanked out, so that positions stay valid. */
    private static String withoutComments(String source) {
        return COMMENT_OR_LITERAL.matcher(source).replaceAll(match -> {
            var text = match.group();
            return Matcher.quoteReplacement(text.startsWith("/") ? text.replaceAll("[^\\n]", " ") : text);
        });
    }

    private static long lines(String code) {
        return code.lines().filter(line -> !line.isBlank()).count();
    }
}
