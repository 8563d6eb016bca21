package org.yuanliu.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every package says in a sentence what it is for, and that nothing in it is null unless marked. */
class PackagesTest {
    /** A Javadoc comment with at least one sentence, then the mark, then the package. */
    private static final Pattern DESCRIBED =
            Pattern.compile("/\\*\\*[\\s\\S]*?\\w[\\s\\S]*?\\.[\\s\\S]*?\\*/\\s*@NullMarked\\s+package ");

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        var undescribed = Sources.main().stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isDescribed(folder.resolve("package-info.java")))
                .map(Sources::name);

        assertThat(undescribed).isEmpty();
    }

    private static boolean isDescribed(Path packageInfo) {
        return Files.exists(packageInfo)
                && DESCRIBED.matcher(Sources.read(packageInfo)).find();
    }
}
