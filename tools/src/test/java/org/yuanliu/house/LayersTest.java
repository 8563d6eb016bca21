package org.yuanliu.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the house: which package may import which. A new package needs a row here. */
class LayersTest {
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    /**
     * A package of ours, then what it may import of ours, as ARCHITECTURE.md says. A row covers its sub-packages and names
     * rows above it only, so there is no way round in a circle. Generated: grpc and command. Open to all of node: node.ops.
     */
    private static final Map<String, List<String>> OURS = architecture();

    /** A library, then the packages of ours that may use it. */
    private static final Map<String, List<String>> LIBRARIES = table("""
            org.rocksdb      : node.store.rocks tools.bench.load tools.bench
            io.netty         : sdk.internal node.loops node.net node.http node.grpc node tools.bench.load
            io.grpc          : grpc sdk.internal node.grpc tools.bench.load
            picocli          : tools.client tools.directory tools.template tools.imports tools.cli tools.bench \
                               tools.bench.micro
            org.openjdk.jmh  : tools.bench.micro
            org.apache.poi   : tools.files
            """);

    private static final Set<String> JDK_ONLY = Set.of("model", "wire", "template");

    /** Where the clock is read; everybody else is handed one. */
    private static final Set<String> CLOCK_READERS = Set.of("node", "tools.cli", "tools.bench", "tools.bench.micro");

    private static final String BASE = "org.yuanliu.";

    private static final List<String> GENERATED =
            List.of("org/yuanliu/grpc/", "org/yuanliu/command/", "/jmh_generated/");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> GENERATED.stream().noneMatch(location::contains))
            .importPaths(Sources.compiledMain());

    @Test
    void rowsNameOnlyRowsAboveThem() {
        var above = new ArrayList<String>();
        OURS.forEach((row, imports) -> {
            assertThat(above).as("rows above %s", row).containsAll(imports);
            above.add(row);
        });
    }

    @Test
    void everyPackageHasARow() {
        var homeless = CLASSES.stream().map(LayersTest::packageOf).distinct().filter(p -> !OURS.containsKey(rowOf(p)));

        assertThat(homeless).isEmpty();
    }

    @Test
    void packagesImportOnlyWhatTheirRowAllows() {
        assertThat(dependencies(d -> {
                    var from = rowOf(packageOf(d.getOriginClass()));
                    var to = rowOf(packageOf(target(d)));
                    return isOurs(target(d))
                            && !to.equals(from)
                            && !(isIn(from, "node") && to.equals("node.ops"))
                            && !OURS.getOrDefault(from, List.of()).contains(to);
                }))
                .isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new Packages())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void librariesAreUsedOnlyWhereTheirRowSays() {
        assertThat(dependencies(d -> LIBRARIES.entrySet().stream()
                        .filter(library -> isIn(target(d).getPackageName(), library.getKey()))
                        .anyMatch(library -> library.getValue().stream()
                                .noneMatch(p -> isOrBelongsTo(packageOf(d.getOriginClass()), p)))))
                .isEmpty();
    }

    @Test
    void modelWireAndTemplateKnowTheJdkOnly() {
        var known = List.of("java.", "javax.", "org.jspecify.annotations.", BASE);

        assertThat(dependencies(d -> JDK_ONLY.contains(rowOf(packageOf(d.getOriginClass())))
                        && !target(d).isPrimitive()
                        && known.stream().noneMatch(target(d).getName()::startsWith)))
                .isEmpty();
    }

    @Test
    void onlyTheWiringReadsTheClock() {
        var readings = CLASSES.stream()
                .filter(c -> !CLOCK_READERS.contains(packageOf(c)))
                .flatMap(c -> c.getCodeUnitAccessesFromSelf().stream())
                .filter(LayersTest::readsTheClock)
                .map(JavaCodeUnitAccess::getDescription);

        assertThat(readings).isEmpty();
    }

    private static boolean readsTheClock(JavaCodeUnitAccess<?> access) {
        var parameters = access.getTarget().getRawParameterTypes();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.System" -> access.getName().equals("currentTimeMillis");
            case "java.time.Clock" -> access.getName().startsWith("system");
            default ->
                access.getTargetOwner().getPackageName().equals("java.time")
                        && access.getName().equals("now")
                        && parameters.isEmpty();
        };
    }

    private static Stream<String> dependencies(Predicate<Dependency> wrong) {
        return CLASSES.stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(wrong)
                .map(d -> d.getOriginClass().getName() + " -> " + target(d).getName())
                .distinct();
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(BASE);
    }

    private static boolean isIn(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static boolean isOrBelongsTo(String name, String row) {
        return name.equals(row) || rowOf(name).equals(row);
    }

    private static String packageOf(JavaClass type) {
        return isOurs(type) ? type.getPackageName().substring(BASE.length()) : type.getPackageName();
    }

    /** The longest row that covers the package, or the package itself. */
    private static String rowOf(String name) {
        return OURS.keySet().stream()
                .filter(row -> isIn(name, row))
                .max(Comparator.comparingInt(String::length))
                .orElse(name);
    }

    private static Map<String, List<String>> table(String rows) {
        var table = new LinkedHashMap<String, List<String>>();
        rows.lines().map(row -> row.split(":", 2)).forEach(row -> {
            var right =
                    row[1].isBlank() ? List.<String>of() : List.of(row[1].trim().split(" +"));
            table.put(row[0].trim(), right);
        });
        return table;
    }

    /** The rows {@code | what | module `package` ... | imports |} of the table; the first name without a slash counts. */
    private static Map<String, List<String>> architecture() {
        var table = new LinkedHashMap<String, List<String>>();
        Sources.read(Sources.ROOT.resolve("ARCHITECTURE.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| look for"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(row -> table.put(name(row[2]), imports(row[3], table.keySet())));
        return table;
    }

    private static String name(String column) {
        return NAME.matcher(column).results().findFirst().orElseThrow().group(1);
    }

    /** Up to a semicolon; what stands in brackets is for people. */
    private static List<String> imports(String column, Set<String> above) {
        var names = column.replaceFirst(";.*", "").replaceAll("\\([^)]*\\)", "").strip();
        return switch (names) {
            case "-" -> List.of();
            case "all of the above" -> List.copyOf(above);
            default ->
                Stream.of(names.split(","))
                        .map(String::strip)
                        .map(name -> Stream.of(name, "node." + name, "tools." + name)
                                .filter(above::contains)
                                .findFirst()
                                .orElse(name))
                        .toList();
        };
    }

    /** Packages as slices; an API and its internal half count as one, for each needs to know the other. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(packageOf(type).replaceFirst("\\.internal$", ""));
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
