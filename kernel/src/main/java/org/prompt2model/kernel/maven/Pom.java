package org.prompt2model.kernel.maven;

import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.prompt2model.corpus.Prompt2ModelException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A POM, or pieces of one as READMEs show them, made into a whole one.
 *
 * @param group its group
 * @param artifact its artifact
 * @param version its version
 * @param text the whole POM
 */
record Pom(String group, String artifact, String version, String text) {
    private static final String GROUP = "notebook";
    private static final String ARTIFACT = "cell";
    private static final String VERSION = "1";
    private static final Set<String> OURS = Set.of("modelVersion", "groupId", "artifactId", "version", "packaging");

    /**
     * Reads a POM, or any of its elements in any order; loose dependencies and repositories are taken in.
     *
     * @throws Prompt2ModelException where the text is no XML
     */
    static Pom of(String text) {
        String trimmed = text.strip().replaceFirst("^<\\?xml[^>]*\\?>", "");
        Element root = parse("<root>" + trimmed + "</root>").getDocumentElement();
        Element project = child(root, "project");
        if (project != null) {
            Element parent = child(project, "parent");
            return new Pom(
                    text(project, "groupId", text(parent, "groupId", GROUP)),
                    text(project, "artifactId", ARTIFACT),
                    text(project, "version", text(parent, "version", VERSION)),
                    trimmed);
        }
        return new Pom(GROUP, ARTIFACT, VERSION, assembled(root, trimmed));
    }

    private static String assembled(Element root, String text) {
        StringBuilder dependencies = new StringBuilder();
        StringBuilder repositories = new StringBuilder();
        StringBuilder others = new StringBuilder();
        NodeList nodes = root.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            switch (node.getNodeName()) {
                case "dependency" -> dependencies.append(xml(node));
                case "dependencies" -> dependencies.append(inner(node));
                case "repository" -> repositories.append(xml(node));
                case "repositories" -> repositories.append(inner(node));
                default -> {
                    if (node instanceof Element && !OURS.contains(node.getNodeName())) {
                        others.append(xml(node));
                    }
                }
            }
        }
        if (dependencies.length() == 0) {
            throw new Prompt2ModelException(
                    "there is nothing to load",
                    "no <dependency> was found in: " + text.lines().findFirst().orElse("nothing"),
                    "paste <dependency> elements, or a whole POM, below %%loadFromPOM");
        }
        return "<project><modelVersion>4.0.0</modelVersion><groupId>" + GROUP + "</groupId><artifactId>" + ARTIFACT
                + "</artifactId><version>" + VERSION + "</version>" + others + "<repositories>" + repositories
                + "</repositories><dependencies>" + dependencies + "</dependencies></project>";
    }

    private static Document parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            // The default handler prints to standard error what the exception says too.
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new Prompt2ModelException(
                    "this is no POM", e.getMessage(), "paste <dependency> elements, or a whole <project>", e);
        }
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && node.getNodeName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static String text(Element parent, String name, String otherwise) {
        Element found = child(parent, name);
        return found == null ? otherwise : found.getTextContent().strip();
    }

    private static String inner(Node node) {
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            text.append(xml(child));
        }
        return text.toString();
    }

    /** Elements and texts are all that a POM's meaning lies in. */
    private static String xml(Node node) {
        if (node instanceof Element) {
            return "<" + node.getNodeName() + ">" + inner(node) + "</" + node.getNodeName() + ">";
        }
        return node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE
                ? node.getTextContent().strip().replace("&", "&amp;").replace("<", "&lt;")
                : "";
    }
}
