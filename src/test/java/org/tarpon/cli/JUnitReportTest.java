package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.scenario.ExpectSource;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JUnitReportTest {
    private static final Path QUICKSTART = Path.of("scenarios", "quickstart.yaml");
    private static final List<String> TWICE = List.of(
            "expect=[{metric: test_error, at-most: 25}, {metric: test_error, at-most: 25}, {digest: spikes, equals: "
                    + "a".repeat(64) + "}]");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("report.xml");
    }

    private CheckedScenario checked(
            List<String> overrides, List<Verdict> verdicts, Optional<String> error, boolean skipped)
            throws InvalidScenarioException {
        Study study = ScenarioReader.readStudy(QUICKSTART, overrides, note -> {});
        ExpectSource source = ExpectSource.read(QUICKSTART, overrides);
        return new CheckedScenario(QUICKSTART, source, study, verdicts, List.of(), error, skipped, 1.5, 0);
    }

    private Document write(CheckedScenario... all) throws IOException {
        JUnitReport.in(file).write(List.of(all));
        return read(Files.readString(file));
    }

    /** The document, if it is as the schema says. */
    private static Document read(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setSchema(SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JUnitReportTest.class.getResource("junit-report.xsd")));
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            factory.getSchema().newValidator().validate(new javax.xml.transform.dom.DOMSource(document));
            return document;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e.getMessage() + " in " + xml, e);
        }
    }

    private static Element element(Document document, String name, int index) {
        return (Element) document.getElementsByTagName(name).item(index);
    }

    @Test
    void eachExpectationIsACase() throws IOException, InvalidScenarioException {
        Document document = write(checked(
                TWICE,
                List.of(
                        new Verdict("test_error at most 25.0", true, "20.5"),
                        new Verdict("test_error at most 25.0", false, "30"),
                        new Verdict("digest of spikes aa", false, "bb")),
                Optional.empty(),
                false));
        Element suite = element(document, "testsuite", 0);
        assertEquals("scenarios.quickstart", suite.getAttribute("name"));
        assertEquals("3", suite.getAttribute("tests"));
        assertEquals("2", suite.getAttribute("failures"));
        assertEquals("test_error at most 25.0", element(document, "testcase", 0).getAttribute("name"));
        assertEquals("1.500", element(document, "testcase", 0).getAttribute("time"));
        assertEquals(
                "test_error at most 25.0 (2)", element(document, "testcase", 1).getAttribute("name"));
        // The digest itself is no part of the name: it will be another one day.
        assertEquals("digest of spikes", element(document, "testcase", 2).getAttribute("name"));
        Element failure = element(document, "failure", 0);
        assertEquals("expected test_error at most 25.0; actual 30", failure.getAttribute("message"));
        assertEquals(
                "scenarios/quickstart.yaml: expected test_error at most 25.0; actual 30", failure.getTextContent());
    }

    @Test
    void whatStandsInTheFileIsLocated() throws IOException, InvalidScenarioException {
        Document document = write(checked(
                List.of("expect.0.at-most=1"),
                List.of(new Verdict("test_error at most 1.0", false, "30")),
                Optional.empty(),
                false));
        String text = element(document, "failure", 0).getTextContent();
        assertTrue(text.startsWith("scenarios/quickstart.yaml:35:5: expected "), text);
    }

    @ParameterizedTest
    @CsvSource({"false, error, 1, 0", "true, skipped, 0, 1"})
    void aScenarioThatWasNotRunIsACase(boolean skipped, String element, int errors, int skips)
            throws IOException, InvalidScenarioException {
        String hostile = "no <data> & \"quotes\" \u0000\u0007\uFFFE\uD800 \uD83D\uDC1F\nnext line";
        Document document = write(checked(List.of(), List.of(), Optional.of(hostile), skipped));
        assertEquals(String.valueOf(errors), element(document, "testsuite", 0).getAttribute("errors"));
        assertEquals(String.valueOf(skips), element(document, "testsuite", 0).getAttribute("skipped"));
        assertEquals("runs to its end", element(document, "testcase", 0).getAttribute("name"));
        assertTrue(element(document, element, 0)
                .getTextContent()
                .contains("no <data> & \"quotes\" ???? \uD83D\uDC1F\nnext line"));
    }

    @Test
    void whatExpectsNothingIsACaseThatPasses() throws IOException, InvalidScenarioException {
        Document document = write(checked(List.of("expect=[]"), List.of(), Optional.empty(), false));
        assertEquals(1, document.getElementsByTagName("testcase").getLength());
        assertEquals("0", element(document, "testsuite", 0).getAttribute("failures"));
    }

    @Test
    void theCommandWritesIt() throws IOException {
        Outcome outcome = Outcome.ofTiny("check", "--quiet", "--set", "expect.0.at-most=0", "--junit", file.toString());
        assertEquals(3, outcome.code(), outcome.err());
        assertEquals(
                1, read(Files.readString(file)).getElementsByTagName("failure").getLength());
    }

    @Test
    void aRunThatCannotEndIsAnErrorInIt() throws IOException {
        Outcome outcome = Outcome.ofTiny(
                "check",
                "--quiet",
                "--set",
                "learning.forward.rate=1.0e+38",
                "--set",
                "train.epochs=4",
                "--junit",
                file.toString());
        assertEquals(5, outcome.code(), outcome.err());
        assertEquals(
                1, read(Files.readString(file)).getElementsByTagName("error").getLength());
    }

    @Test
    void noReportIsLeftThatIsNotOfThisRun() throws IOException {
        Files.writeString(file, "of an earlier run");
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "tarpon: 2\n");
        assertEquals(
                2,
                Outcome.of("check", wrong.toString(), "--junit", file.toString())
                        .code());
        assertFalse(Files.exists(file));
    }

    @Test
    void aReportThatCannotBeWrittenIsToldBeforeAnythingIsRun() {
        Outcome nowhere = Outcome.ofTiny(
                "check", "--junit", folder.resolve("no/report.xml").toString());
        assertEquals(2, nowhere.code());
        assertTrue(nowhere.err().contains("there is no folder " + folder.resolve("no")), nowhere.err());
        assertEquals(2, Outcome.ofTiny("check", "--junit", folder.toString()).code());
        assertEquals("", nowhere.out());
    }

    @ParameterizedTest
    @CsvSource({
        "scenarios/mnist-wide.yaml, scenarios.mnist-wide",
        "./a/../b/v1.2.yaml, b.v1_2",
        "/abs/x.yaml, abs.x",
        "other.yml, other_yml"
    })
    void pathsBecomeClassNames(String path, String name) {
        assertEquals(name, JUnitReport.className(Path.of(path)));
    }
}
