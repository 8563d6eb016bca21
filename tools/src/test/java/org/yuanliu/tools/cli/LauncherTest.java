package org.yuanliu.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/yuanliu} says in one sentence what is missing; needs no built jar. */
class LauncherTest {
    @TempDir
    private Path home;

    @Test
    void missingJavaIsSaid() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", home.toString())))
                .startsWith("69 yuanliu: Java 17 or newer was not found")
                .contains("请安装");
    }

    @Test
    void oldJavaIsSaid() throws Exception {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        assertThat(launch(Map.of("JAVA_HOME", home.toString())))
                .startsWith("69 ")
                .contains("is version 11");
    }

    @Test
    void missingBuildIsSaidWithTheCommand() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", System.getProperty("java.home"))))
                .startsWith("69 yuanliu: not built yet; run \"mvn -B -ntp -DskipTests package\"")
                .contains("尚未构建");
    }

    /** Exit code and output of a copy of the launcher in an empty house. */
    private String launch(Map<String, String> environment) throws IOException, InterruptedException {
        Path copy = home.resolve("house/bin/yuanliu");
        Files.createDirectories(copy.getParent());
        Files.copy(repository().resolve("bin/yuanliu"), copy);
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", copy.toString())).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + said;
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("bin/yuanliu"))) {
            here = here.getParent();
        }
        return here;
    }
}
