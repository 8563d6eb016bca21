package org.yuanliu.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users of the SDK may rely on, as text: a change of it shows in the difference. */
class SurfaceTest {
    private static final Path API = Path.of("api.txt");
    private static final Set<String> SELF_EVIDENT = Set.of("toString", "equals", "hashCode");

    @Test
    void surfaceIsAsWrittenDown() throws Exception {
        String surface = types().map(SurfaceTest::describe).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(API, surface);
        }

        assertThat(surface)
                .as(
                        "The public API has changed. If that is meant, write it down with: "
                                + "mvn -pl sdk -am test -Dtest=SurfaceTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true")
                .isEqualTo(Files.readString(API));
    }

    private static Stream<Class<?>> types() throws IOException, URISyntaxException {
        var folder = Path.of(YuanliuClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("org/yuanliu/sdk");
        try (var files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
            return names.stream()
                    .<Class<?>>map(SurfaceTest::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("org.yuanliu.sdk." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String describe(Class<?> type) {
        var members = Stream.concat(
                        Arrays.stream(type.getConstructors()).map(c -> signature(c, type.getSimpleName())),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                                .filter(m -> !SELF_EVIDENT.contains(m.getName()))
                                .map(SurfaceTest::signature))
                .sorted();
        return Stream.concat(Stream.of(head(type)), members.map(member -> "  " + member))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String head(Class<?> type) {
        String kind = type.isRecord() ? "record " : type.isInterface() ? "interface " : "class ";
        return kind + type.getName().substring("org.yuanliu.sdk.".length()).replace('$', '.');
    }

    private static String signature(Method method) {
        String fixed = Modifier.isStatic(method.getModifiers()) ? "static " : "";
        return fixed + shorten(method.getGenericReturnType()) + " " + signature(method, method.getName());
    }

    private static String signature(Executable executable, String name) {
        String parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(SurfaceTest::shorten)
                .collect(Collectors.joining(", "));
        String thrown = Arrays.stream(executable.getExceptionTypes())
                .map(SurfaceTest::shorten)
                .collect(Collectors.joining(", "));
        boolean canonical = executable instanceof Constructor<?>
                && executable.getDeclaringClass().isRecord();
        return (canonical ? "new " : "") + name + "(" + parameters + ")"
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String shorten(Type type) {
        return type.getTypeName().replaceAll("[a-z]+\\.", "").replace('$', '.');
    }
}
