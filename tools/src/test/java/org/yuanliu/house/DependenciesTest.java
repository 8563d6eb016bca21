package org.yuanliu.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** The page that explains each dependency keeps true to the poms. */
class DependenciesTest {
    private static final String DIRECT = "/project/dependencies/dependency[not(artifactId[starts-with(.,'yuanliu-')])]"
            + "/artifactId | //annotationProcessorPaths/path/artifactId";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void everyDependencyIsExplainedAndNoneThatIsGone() throws Exception {
        var declared = new TreeSet<String>();
        for (Path pom : Sources.poms()) {
            declared.addAll(artifacts(pom));
        }

        var page = Sources.read(Sources.ROOT.resolve("docs/dependencies.md"));
        var explained = ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toSet());

        assertThat(explained).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static Set<String> artifacts(Path pom) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        var nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(DIRECT, document, XPathConstants.NODESET);
        var artifacts = new TreeSet<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            artifacts.add(nodes.item(i).getTextContent());
        }
        return artifacts;
    }
}
