package org.yuanliu.tools.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yuanliu.json.TemplateJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.template.Template;

class JavaClassTest {
    /** Words that Java has its own use for, texts that would end a comment or begin an escape, names that fall together. */
    private static final String AWKWARD = """
            {"name":"string","version":3,"label":{"zh":"串 */","en":"\\\\user <b>@since</b>"},"industry":"26",
             "identifier":"\\\\u{Map:n2}\\"{Rule:a1}*/{prefix:x1}{TEMPLATE:n1}","fields":[
             {"index":2000,"name":"class_","label":{"zh":"类","en":"Class"},"kind":"text","maxLength":9,
              "pattern":"[\\\\\\\\u*/\\"]+"},
             {"index":2001,"name":"default","label":{"zh":"默认","en":"Default"},"kind":"reference"},
             {"index":2002,"name":"of","label":{"zh":"之","en":"Of it"},"kind":"reference"},
             {"index":2003,"name":"a.b","label":{"zh":"甲","en":"A"},"kind":"decimal","unit":"","min":0,"max":1,"scale":1},
             {"index":2004,"name":"a-b","label":{"zh":"乙","en":"B"},"kind":"decimal","unit":"class","min":0,"max":1},
             {"index":2005,"name":"identifier","label":{"zh":"标","en":"I"},"kind":"choice","choices":[
              {"code":"a\\"\\\\","zh":"一","en":"1"},{"code":"A-","zh":"二","en":"2"},{"code":"values","zh":"三","en":"3"},
              {"code":"+","zh":"四","en":"4"},{"code":"-","zh":"五","en":"5"}]},
             {"index":2006,"name":"string","label":{"zh":"线","en":"S"},"kind":"choice","choices":[
              {"code":"合格","zh":"合格","en":"Passed"}]},
             {"index":2007,"name":"equals","label":{"zh":"等","en":"E"},"kind":"hash"},
             {"index":2008,"name":"toString","label":{"zh":"文","en":"T"},"kind":"date"}]}
            """;

    private static final String MANUAL = manual();

    @TempDir
    private Path folder;

    @Test
    void aSmallClassReadsLikeThis() throws Exception {
        var rebar = new JavaClass(template(block("json")), "88.118.8/META_rebar:1", "com.works.mes", "Rebar");

        assertThat(rebar.text()).isEqualTo(resource("Rebar.java.txt"));
        assertThat(rebar.text()).isEqualTo(rebar.text());
        assertThat(compiled("com/works/mes/Rebar", rebar.text())).isEmpty();
    }

    /** The manual shows parts of it, with dots between them. */
    @Test
    void theManualShowsIt() throws Exception {
        String golden = resource("Rebar.java.txt");
        String shown = MANUAL.substring(MANUAL.indexOf("## A class for a template"));

        for (String part : block("text", shown).split("    \\.\\.\\.\n", -1)) {
            assertThat(golden).contains(part);
        }
    }

    @Test
    void awkwardWordsCompile() throws Exception {
        Template awkward = template(AWKWARD);
        String name = JavaClass.nameOf(awkward);
        String text = new JavaClass(awkward, awkward.toString(), "", name).text();

        assertThat(name).isEqualTo("String_3");
        assertThat(compiled(name, text)).isEmpty();
        assertThat(text)
                .contains("String_3 class_(String value)", "String_3 default_(Identifier value)")
                .contains("String_3 of_2002(Identifier value)", "String_3 aB(BigDecimal value)")
                .contains("String_3 aB_2004(BigDecimal value)", "String_3 equals_2007(FileHash value)")
                .contains("enum Identifier_2005 implements Choice", "A(\"a\\\"\\\\\"),", "A_2(\"A-\")")
                .contains("VALUES_3(\"values\")", "IDENTIFIER(\"+\")", "IDENTIFIER_5(\"-\")", "合格(\"合格\")");
    }

    /** It comes from whoever runs the command, who may have copied it. */
    @Test
    void referenceEndsNoComment() throws Exception {
        String reference = "88.118*/\\u002a/META_rebar:1";
        String text = new JavaClass(template(block("json")), reference, "", "Rebar").text();

        assertThat(compiled("Rebar", text)).isEmpty();
    }

    @Test
    void noClassHidesATypeThatItUses() {
        assertThat(JavaClass.mayBeCalled("SteelCoil")).isTrue();
        assertThat(List.of("Identifier", "BigDecimal", "String", "Choice")).noneMatch(JavaClass::mayBeCalled);
    }

    /** What the compiler complains about, warnings among it. */
    private String compiled(String name, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        var source = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var options = List.of(
                "-proc:none",
                "-Xlint:all,-classfile,-path,-processing",
                "-Xdoclint:all,-missing",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        boolean right = compiler.getTask(complaints, null, null, options, null, List.of(source))
                .call();
        return complaints + (right ? "" : "\nit does not compile");
    }

    private static Template template(String json) throws MalformedMessage {
        return TemplateJson.read(Bytes.utf8(json));
    }

    /** The first block of the manual in this language. */
    private static String block(String language) {
        return block(language, MANUAL);
    }

    private static String block(String language, String page) {
        int begin = page.indexOf("```" + language + "\n") + language.length() + 4;
        return page.substring(begin, page.indexOf("```", begin));
    }

    private static String manual() {
        try {
            return Files.readString(Path.of("..", "docs", "templates.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws Exception {
        try (var in = Objects.requireNonNull(JavaClassTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
