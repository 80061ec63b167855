package org.tarpon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.tarpon.experiment.Expectations;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.record.AtomicFile;

/**
 * Verdicts in the XML that JUnit's runners write and CI servers read: a test suite for each scenario, a test case for each
 * expectation. Only elements and attributes that the schemas of Surefire and Jenkins both know.
 */
final class JUnitReport {
    private static final String RUNS = "runs to its end";

    private final Path file;

    private JUnitReport(Path file) {
        this.file = file;
    }

    /**
     * @throws UsageException if no file can be written there, before hours are spent on running
     */
    static JUnitReport in(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a folder; --junit takes a file");
        }
        OutputFile.check("--junit", file);
        // That of an earlier run must not be taken for that of this one, should this one end early.
        Files.deleteIfExists(file);
        return new JUnitReport(file);
    }

    /** Writes the report, whole or not at all. */
    void write(List<CheckedScenario> checked) throws IOException {
        AtomicFile.write(file, out -> {
            try {
                XMLStreamWriter xml =
                        XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
                xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
                new Document(xml).suites(checked);
                xml.writeEndDocument();
                xml.flush();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        });
    }

    /** The document while it is written. */
    private static final class Document {
        private final XMLStreamWriter xml;
        private final Map<String, Integer> named = new HashMap<>();

        Document(XMLStreamWriter xml) {
            this.xml = xml;
        }

        void suites(List<CheckedScenario> all) throws XMLStreamException {
            start("testsuites", "name", "tarpon check");
            for (CheckedScenario checked : all) {
                suite(checked);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
        }

        private void suite(CheckedScenario checked) throws XMLStreamException {
            boolean error = checked.error().isPresent();
            int cases = Math.max(1, checked.verdicts().size());
            long failures = checked.verdicts().stream()
                    .filter(verdict -> !verdict.met())
                    .count();
            start("testsuite", "name", className(checked.file()));
            attributes("tests", String.valueOf(cases), "failures", String.valueOf(failures));
            attributes("errors", error && !checked.skipped() ? "1" : "0", "skipped", checked.skipped() ? "1" : "0");
            attributes("time", seconds(checked.seconds()));
            if (checked.verdicts().isEmpty()) {
                startCase(RUNS, checked, checked.seconds());
                if (error) {
                    told(
                            checked.skipped() ? "skipped" : "error",
                            checked.error().get(),
                            checked.file().toString());
                }
                xml.writeEndElement();
            }
            named.clear();
            for (int i = 0; i < checked.verdicts().size(); i++) {
                Verdict verdict = checked.verdicts().get(i);
                // All share the runs; their time is that of the first.
                startCase(Expectations.name(checked.study().expect().get(i)), checked, i == 0 ? checked.seconds() : 0);
                if (!verdict.met()) {
                    String message = "expected " + verdict.what() + "; actual " + verdict.actual();
                    told("failure", message, checked.place(i));
                }
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
        }

        /** Names of cases are told apart, since CI servers take those of one name for one. */
        private void startCase(String name, CheckedScenario checked, double time) throws XMLStreamException {
            int times = named.merge(name, 1, Integer::sum);
            start("testcase", "name", times == 1 ? name : name + " (" + times + ")");
            attributes("classname", className(checked.file()), "time", seconds(time));
        }

        private void told(String element, String message, String place) throws XMLStreamException {
            start(element, "message", message);
            if (!element.equals("skipped")) {
                attributes("type", element.equals("error") ? "not run" : "not met");
            }
            xml.writeCharacters(text(place + ": " + message));
            xml.writeEndElement();
        }

        private void start(String element, String attribute, String value) throws XMLStreamException {
            xml.writeCharacters("\n");
            xml.writeStartElement(element);
            attributes(attribute, value);
        }

        private void attributes(String... pairs) throws XMLStreamException {
            for (int i = 0; i < pairs.length; i += 2) {
                xml.writeAttribute(pairs[i], text(pairs[i + 1]));
            }
        }

        private static String seconds(double seconds) {
            return String.format(Locale.ROOT, "%.3f", seconds);
        }
    }

    /** A path as a class would have it, so that CI servers sort cases by folder and file. */
    static String className(Path file) {
        String path = file.normalize().toString().replace('\\', '/');
        return path.replaceFirst("\\.yaml$", "")
                .replaceFirst("^/+", "")
                .replace('.', '_')
                .replace('/', '.');
    }

    /** Without the characters that XML 1.0 cannot hold. */
    private static String text(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c < 0xD800
                                || c >= 0xE000 && c < 0xFFFE
                                || c > 0xFFFF
                        ? c
                        : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
