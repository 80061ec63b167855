package org.tarpon.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reports of run directories that somebody wrote to do harm: every name, key and value is hostile text. A browser's parser
 * must find the same elements as in the report of a harmless directory of the same shape, so that all of it is text.
 */
class HostileRunPropertyTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> PIECES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</title></style></svg></text>",
            "<!--",
            "-->",
            "]]>",
            "&lt;b&gt;&#60;i&#62;",
            "<a href=javascript:alert(1)>",
            "${7*7} #{x} {{y}}",
            "\u0000\u0007\u001b[31m",
            "\u202e\u2066",
            "\ud800",
            "\udc00",
            "\uffff",
            "<svg/onload=alert(1)>",
            "</pre><iframe srcdoc='x'>",
            "\\",
            "%s %n",
            "𝕏é漢",
            "`");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everythingIsEscaped(long seed) throws IOException {
        Random random = new Random(seed);
        Document harmless = report("harmless", i -> "word" + i);
        Document hostile = report("hostile", i -> {
            StringBuilder text = new StringBuilder();
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.append(i).toString(); // no two keys of an object alike
        });
        assertEquals(tags(harmless), tags(hostile), () -> firstDifference(harmless, hostile));
        for (Element element : hostile.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                checkAttribute(attribute, element);
            }
        }
        assertTrue(hostile.text().length() > harmless.text().length(), "the hostile text is not there");
    }

    private static void checkAttribute(Attribute attribute, Element element) {
        String name = attribute.getKey();
        assertFalse(name.startsWith("on"), element.outerHtml());
        if (name.equals("src")) {
            assertTrue(attribute.getValue().matches("data:image/png;base64,[A-Za-z0-9+/=]*"), element.outerHtml());
        } else if (name.equals("href")) {
            assertTrue(attribute.getValue().matches("#[a-z]+"), element.outerHtml());
        } else if (name.equals("style")) {
            assertTrue(attribute.getValue().matches("[a-z0-9:;,. ()-]*"), element.outerHtml());
        }
    }

    private static String firstDifference(Document harmless, Document hostile) {
        int i = 0;
        while (i < Math.min(tags(harmless).size(), tags(hostile).size())
                && tags(harmless).get(i).equals(tags(hostile).get(i))) {
            i++;
        }
        return hostile.getAllElements().get(i - 1).outerHtml();
    }

    private static List<String> tags(Document document) {
        return document.getAllElements().stream().map(Element::tagName).toList();
    }

    private Document report(String name, IntFunction<String> word) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("scenario.yaml"), "name: " + clean(word.apply(0)) + "\n");
        Files.writeString(run.resolve("result.json"), JSON.writeValueAsString(result(word)));
        StringBuilder lines = new StringBuilder();
        String population = clean(word.apply(20));
        String metric = clean(word.apply(21));
        for (int epoch = 1; epoch <= 3; epoch++) {
            ObjectNode line = JSON.createObjectNode().put("epoch", epoch).put("test_error", 50.0 / epoch);
            line.put(metric, 1.5 * epoch);
            line.putObject("firing_fraction").put(population, 0.1 * epoch);
            line.putObject("feedback_angle").put(population, 90 - epoch);
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        Files.writeString(run.resolve("metrics.jsonl"), lines);
        Files.writeString(run.resolve("evaluation.json"), JSON.writeValueAsString(evaluation(word)));
        String from = clean(word.apply(40));
        String to = clean(word.apply(41));
        Files.writeString(
                run.resolve("presentation.csv"),
                "sent_ns,arrives_ns,from,to,direction,signal,form,neuron,value\n0,2000000," + from + "," + to + ","
                        + clean(word.apply(42)) + "," + clean(word.apply(43)) + "," + clean(word.apply(44)) + ",3,1\n");
        Path page = folder.resolve(name + ".html");
        Report.write(run, List.of(), page);
        return Jsoup.parse(page);
    }

    /** On one line, in one cell, and a key that Jackson reads, which refuses halves of surrogate pairs there. */
    private static String clean(String text) {
        return text.replaceAll("[,\r\n\u0085\u2028\u2029\\p{Cs}]", "_");
    }

    private static ObjectNode result(IntFunction<String> word) {
        ObjectNode result = JSON.createObjectNode();
        result.put("name", word.apply(1)).put("seed", word.apply(2)).put("version", word.apply(3));
        result.putObject("metrics").putObject(clean(word.apply(4))).put(clean(word.apply(5)), word.apply(6));
        result.putObject("performance").put("java", word.apply(7)).put("wall_seconds", 3);
        result.putObject("digests").put("weights", word.apply(8)).put(clean(word.apply(9)), word.apply(10));
        result.putObject("audit")
                .putObject(clean(word.apply(11)))
                .put("number", word.apply(12))
                .put("objection", word.apply(13))
                .put("evidence", word.apply(14))
                .put("answered", true);
        result.putObject("traffic")
                .putObject(clean(word.apply(15)))
                .putObject(clean(word.apply(16)))
                .putObject(clean(word.apply(17)))
                .put(clean(word.apply(18)), 5);
        return result;
    }

    private static ObjectNode evaluation(IntFunction<String> word) {
        ObjectNode evaluation = JSON.createObjectNode();
        evaluation.put("epoch", word.apply(30)).put("samples", 2).put("passes", 1);
        evaluation.put("rows", 1).put("columns", 2);
        ArrayNode confusion = evaluation.putArray("confusion");
        confusion.addArray().add(1).add(0);
        confusion.addArray().add(1).add(0);
        evaluation
                .putArray("worst")
                .addObject()
                .put("sample", word.apply(31))
                .put("label", word.apply(32))
                .put("answer", word.apply(33))
                .put("score", 0.5)
                .put("pixels", new byte[] {1, 2});
        return evaluation;
    }

    /** Whatever the files hold, there is a page, and it says what is not on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "result.json; [1]",
                "result.json; {\"metrics\": {\"rate\": 7}, \"traffic\": {\"circuit\": 3}, \"audit\": {\"a\": 1}}",
                "result.json; {",
                "metrics.jsonl; {\"epoch\": 1, \"test_error\": 1e999, \"firing_fraction\": {\"a\": 1e308, \"b\": -1e308}}",
                "metrics.jsonl; no JSON",
                "metrics.jsonl; {\"epoch\": 1e300, \"test_error\": 3}",
                "evaluation.json; {\"confusion\": [[1, 2], [3]]}",
                "evaluation.json; {\"confusion\": [[1]], \"rows\": 65536, \"columns\": 65536, \"worst\": [{\"pixels\": \"AA==\"}]}",
                "evaluation.json; {\"confusion\": [[1]], \"rows\": 1, \"columns\": 1, \"worst\": [{\"pixels\": \"!\"}, 3]}",
                "presentation.csv; sent_ns,arrives_ns,from,to,direction,signal,form,neuron,value\nx,1,a,b,c,d,e,f,g",
                "presentation.csv; sent_ns,arrives_ns,from,to,direction,signal,form,neuron,value\n0,1,a,b,c,d,e,-5,g",
                "presentation.csv; other,columns",
                "samples.png; no picture",
                "activity.csv; time_ns,population,fraction\n1,a,NaN\n2,a,Infinity"
            })
    void alteredFilesAreSaidToBe(String file) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.copy(Path.of("scenarios/quickstart.yaml"), run.resolve("scenario.yaml"));
        Files.writeString(run.resolve(file.substring(0, file.indexOf(';'))), file.substring(file.indexOf(';') + 2));
        Report.write(run, List.of(), folder.resolve("page.html"));
        Document page = Jsoup.parse(folder.resolve("page.html"));
        assertEquals("quickstart", page.selectFirst("h1").text());
        assertTrue(page.select(".note li").size() > 0);
    }
}
