package org.yuanliu.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Our files in all modules: Java sources, main and test, compiled classes and poms. */
final class Sources {
    static final Path ROOT = root();

    private static final List<String> MODULES = List.of("proto", "sdk", "node-server", "tools");

    private Sources() {}

    static List<Path> main() {
        return javaFiles("src/main/java");
    }

    static List<Path> mainAndTest() {
        return Stream.concat(main().stream(), javaFiles("src/test/java").stream())
                .toList();
    }

    static List<Path> poms() {
        return Stream.concat(Stream.of(ROOT), MODULES.stream().map(ROOT::resolve))
                .map(folder -> folder.resolve("pom.xml"))
                .toList();
    }

    static List<Path> compiledMain() {
        return MODULES.stream()
                .map(m -> ROOT.resolve(m).resolve("target/classes"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<Path> javaFiles(String folder) {
        return MODULES.stream()
                .flatMap(m -> walk(ROOT.resolve(m).resolve(folder)))
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
