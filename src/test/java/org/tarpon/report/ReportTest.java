package org.tarpon.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.data.DataEnvironment;
import org.tarpon.data.Dataset;
import org.tarpon.data.DatasetLoader;
import org.tarpon.data.KnownDataset;
import org.tarpon.experiment.CircuitExperiment;
import org.tarpon.experiment.Observer;
import org.tarpon.experiment.Trial;
import org.tarpon.record.MessageRecorder;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** What each section says of a run, held against the files of the run. */
class ReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path run;
    private static Document page;
    private static JsonNode result;

    @BeforeAll
    static void runOnce() throws Exception {
        run = learn(
                "run",
                "scenarios/quickstart.yaml",
                "populations.hidden1.size=16",
                "populations.hidden2.size=12",
                "data.training=100",
                "data.validation=40",
                "train={epochs: 3, batch: 20}",
                "evaluate.passes=2");
        page = page(run);
        result = JSON.readTree(run.resolve("result.json").toFile());
    }

    private static Path learn(String name, String file, String... overrides) throws Exception {
        Scenario scenario = ScenarioReader.read(Path.of(file), List.of(overrides));
        Dataset data = new DatasetLoader(DataEnvironment.of(Optional.empty(), Map.of(), Path.of("?")), line -> {})
                .load(KnownDataset.FASHION_MNIST_MINI);
        RunDirectory directory = RunDirectory.create(folder.resolve(name), ScenarioWriter.write(scenario));
        try (Trial trial = Trial.of(scenario, data, 2, directory, new Observer() {})) {
            trial.run(() -> false).orElseThrow();
        }
        return directory.root();
    }

    private static Document page(Path run) throws IOException {
        Path file = folder.resolve(run.getFileName() + ".html");
        Report.write(run, List.of(), file);
        return Jsoup.parse(file);
    }

    private static String percent(String metric) {
        return String.format(
                Locale.ROOT, "%.2f %%", result.at("/metrics/" + metric).asDouble());
    }

    @Test
    void theHeadSaysWhatWasRunAndWhatCameOfIt() {
        Element header = page.selectFirst("header");
        assertEquals("quickstart", header.selectFirst("h1").text());
        assertTrue(
                header.text()
                        .contains(
                                "784–16–12–10 · difference-target-propagation · message coupled-spike · 100 samples of"
                                        + " fashion-mnist-mini · epoch 3 of 3 · seed 1 · finished"),
                header.text());
        assertTrue(header.text().contains(percent("test_error") + " test error")
                || header.text().contains("test error " + percent("test_error")));
        assertEquals(0, page.select(".note").size(), "something is missing: " + page.select(".note"));
    }

    @Test
    void everySectionIsInTheTableOfContents() {
        assertEquals(
                List.of(
                        "learning",
                        "feedback",
                        "activity",
                        "presentation",
                        "fields",
                        "answers",
                        "audit",
                        "traffic",
                        "reproduce",
                        "machine"),
                page.select("main > section").eachAttr("id"));
        assertEquals(
                page.select("main > section > h2").eachText(),
                page.select("nav a").eachText());
    }

    @Test
    void curvesAreSaidInWordsAndGivenAsATable() throws IOException {
        Element section = page.selectFirst("#learning");
        assertEquals(
                List.of("training", "validation", "test"),
                section.select("figure:first-child .legend li").eachText());
        assertEquals(3, section.select("tbody tr").size());
        String last = Files.readAllLines(run.resolve("metrics.jsonl")).get(2);
        assertTrue(section.selectFirst("desc")
                .text()
                .contains("to " + Figures.of(JSON.readTree(last).path("test_error")) + " in epoch 3"));
        assertEquals(2, page.select("#feedback svg[role=img]").size());
        assertEquals(2, page.select("#activity svg[role=img]").size());
    }

    @Test
    void labelsOfAxesStandWhereTheirValuesAre() {
        Chart chart = new Chart(520, 300);
        chart.line(List.of(1.0, 10.0, 15.0), List.of(-0.2, 0.4, 1.0), 0);
        Svg svg = chart.draw();
        // A marker of the line is at (10, 0.4).
        Element marker = svg.root().select("ellipse").get(1);
        assertEquals(coordinate(marker, "cx"), coordinate(label(svg, "10"), "x"), 0.6);
        assertEquals(coordinate(marker, "cy"), coordinate(label(svg, "0.4"), "y") - 4.5, 0.6);
        assertEquals(0, svg.root().select("path[style*=rgb]").size(), "a colour is not the page's");
    }

    private static Element label(Svg svg, String text) {
        return svg.root().select("text").stream()
                .filter(label -> label.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no label " + text + " in " + svg.root().select("text")));
    }

    private static double coordinate(Element element, String name) {
        return Double.parseDouble(element.attr(name));
    }

    @Test
    void thePresentationShowsWhatIsUnderWay() {
        Element section = page.selectFirst("#presentation");
        List<String> legend = section.select(".legend li").eachText();
        assertTrue(legend.contains("under way, feedforward") && legend.contains("under way, feedback"), "" + legend);
        Element row = section.select("tbody tr").get(0);
        assertEquals("input hidden1 feedforward activity spike", row.text().substring(0, 40));
        assertTrue(row.text().endsWith(" 0 2"), "sent at 0, delay 2 ms: " + row.text());
        List<String> names = section.select("svg text").eachText();
        assertTrue(names.containsAll(List.of("input", "hidden1", "hidden2", "output", "time, ms")), "" + names);
    }

    @Test
    void spikesOfABurstAreMessages() throws IOException {
        Path bursts = copy("bursts");
        Files.writeString(
                bursts.resolve("presentation.csv"),
                MessageRecorder.HEADER
                        + "0,2000000,hidden2,hidden1,feedback,target,difference_spike,3,-3\n"
                        + "0,2000000,hidden2,hidden1,feedback,target,difference_spike,4,2\n");
        Element section = page(bursts).selectFirst("#presentation");
        assertEquals(
                "hidden2 hidden1 feedback target difference spike 5 0 2",
                section.select("tbody tr").text());
    }

    @Test
    void receptiveFieldsAreTheWeightsOfEachNeuron() throws IOException {
        BufferedImage picture = picture(page.selectFirst("#fields img"));
        assertEquals(12 * 30 - 2, picture.getWidth());
        assertEquals(2 * 30 - 2, picture.getHeight());
    }

    private static BufferedImage picture(Element img) throws IOException {
        String source = img.attr("src");
        byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void answersAreCountedAndTheWorstShown() throws IOException {
        Element section = page.selectFirst("#answers");
        int all = section.select("td.right, td.wrong").eachText().stream()
                .filter(text -> !text.equals("·"))
                .mapToInt(Integer::parseInt)
                .sum();
        assertEquals(1000, all);
        assertEquals(10, section.select("td.right").size());
        assertEquals(24, section.select(".mistakes img[alt*=answered]").size());
        assertEquals(28, picture(section.selectFirst(".mistakes img")).getWidth());
    }

    @Test
    void auditTrafficAndDigestsAreThoseOfTheResult() {
        assertEquals(6, page.select("#audit tbody tr").size());
        assertTrue(page.select("#audit").text().contains("✗ stands"));
        String spikes = String.format(
                Locale.ROOT,
                "%,d",
                result.at("/traffic/feedforward/input-hidden1/activity/spike").asLong());
        assertTrue(page.select("#traffic tbody tr")
                .eachText()
                .contains("input-hidden1 feedforward activity spike " + spikes));
        assertTrue(page.select("#traffic dt").eachText().contains("per test sample answered correctly"));
        assertTrue(page.select("#reproduce")
                .text()
                .contains(result.at("/digests/weights").asText()));
    }

    @Test
    void theScenarioCanBeCopiedFromThePage() throws IOException {
        assertEquals(
                Files.readString(run.resolve("scenario.yaml")),
                page.select("#reproduce code").last().wholeText());
        assertTrue(page.select("#reproduce pre").first().text().startsWith("java -jar tarpon.jar run scenario.yaml"));
    }

    /** Whatever is measured with a clock stands in one place, without which the page is the same on any day. */
    @Test
    void onlyOneSectionDependsOnTheMachine() throws Exception {
        Path slower = copy("slower");
        ObjectNode changed = result.deepCopy();
        ((ObjectNode) changed.get("performance")).put("wall_seconds", 12345.0).put("java", "1.1");
        Files.writeString(slower.resolve("result.json"), JSON.writeValueAsString(changed));
        Document other = page(slower);
        assertTrue(other.select("#machine").text().contains("12,345"));
        assertEquals(withoutMachine(page), withoutMachine(other));
    }

    private static String withoutMachine(Document document) {
        Document copy = document.clone();
        copy.select("#machine").remove();
        return copy.outerHtml();
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.relativize(file).toString()));
            }
        }
        return copy;
    }

    @Test
    void anEarlierVersionsRunLacksThingsAndIsToldSo() throws IOException {
        Path old = copy("old");
        for (Path checkpoint : RunDirectory.open(old).checkpoints()) {
            Files.delete(checkpoint);
        }
        Files.delete(old.resolve("evaluation.json"));
        Files.delete(old.resolve("presentation.csv"));
        Document document = page(old);
        String missing = document.select(".note").text();
        for (String what : List.of("evaluation.json", "presentation.csv", "There is no checkpoint")) {
            assertTrue(missing.contains(what), missing);
        }
        assertTrue(document.select("#fields, #answers, #presentation").isEmpty());
        assertFalse(document.select("#learning svg[role=img]").isEmpty());
    }

    @Test
    void ofAnInterruptedRunThereIsWhatItHasSoFar() throws IOException {
        Path interrupted = copy("interrupted");
        Files.delete(interrupted.resolve("result.json"));
        Document document = page(interrupted);
        assertTrue(document.select(".note").text().contains("The run has not ended"));
        assertTrue(document.select("header").text().contains("not finished"));
        assertTrue(document.select("#reproduce pre").first().text().contains("run --resume ."));
        assertFalse(document.select("#learning svg[role=img]").isEmpty());
    }

    @Test
    void aRunThatWasGivenMoreEpochsHasNotEnded() throws IOException {
        Path longer = folder.resolve("longer");
        Files.createDirectories(longer);
        for (String file : List.of("result.json", "metrics.jsonl")) {
            Files.copy(run.resolve(file), longer.resolve(file));
        }
        String scenario = Files.readString(run.resolve("scenario.yaml"));
        assertTrue(scenario.contains("epochs: 3"), scenario);
        Files.writeString(longer.resolve("scenario.yaml"), scenario.replace("epochs: 3", "epochs: 9"));
        Document document = page(longer);
        String header = document.select("header").text();
        assertTrue(header.contains("epoch 3 of 9 · seed 1 · not finished"), header);
        assertTrue(document.select(".note").text().contains("The run has not ended"));
    }

    @Test
    void anAutoEncodersPicturesAreShown() throws Exception {
        Document document = page(learn(
                "pictures",
                "scenarios/auto-encoder-quickstart.yaml",
                "populations.hidden1.size=12",
                "populations.hidden2.size=8",
                "data.training=60",
                "data.validation=10",
                "learning.inference.samples=20",
                "train={epochs: 1, batch: 20}"));
        assertEquals(2, document.select("#pictures img").size());
        assertTrue(document.select(".note").isEmpty(), document.select(".note").text());
    }

    @Test
    void networksWithoutPhasesHaveTheSameSections() throws Exception {
        Document document = page(learn(
                "free",
                "scenarios/async/dtp-quickstart.yaml",
                "populations.hidden1.size=20",
                "populations.hidden2.size=16",
                "data.training=80",
                "data.validation=20",
                "train={epochs: 1, batch: 10}",
                "evaluate={presentation: 20 ms, count-from: 5 ms, every: 1 epoch}"));
        assertTrue(document.select(".note").isEmpty(), document.select(".note").text());
        assertFalse(document.select("#presentation svg[role=img]").isEmpty());
        assertEquals(2 * 30 - 2, picture(document.selectFirst("#fields img")).getHeight());
        assertTrue(document.select("#answers").text().contains("The first ones"));
    }

    @Test
    void circuitsShowWhatTheyMeasured() throws Exception {
        CircuitScenario scenario = (CircuitScenario) ScenarioReader.readStudy(
                Path.of("scenarios/async/balanced-network.yaml"),
                List.of(
                        "populations.excitatory.size=400",
                        "populations.inhibitory.size=100",
                        "pathways.0.connect.degree=40",
                        "pathways.1.connect.degree=40",
                        "pathways.2.connect.degree=10",
                        "pathways.3.connect.degree=10",
                        "record.spikes=[excitatory, inhibitory]",
                        "record.counts=[inhibitory]",
                        "expect=[]"),
                List.of(),
                note -> {});
        RunDirectory directory = RunDirectory.create(folder.resolve("circuit"), CircuitWriter.write(scenario));
        JsonNode measured;
        try (CircuitExperiment experiment =
                new CircuitExperiment(scenario, Optional.empty(), 2, directory, new Observer() {}, false)) {
            measured = experiment.run(() -> false).orElseThrow();
        }
        Document document = page(directory.root());
        String rate = Figures.of(measured.at("/metrics/rate/excitatory"));
        assertTrue(document.select("#measured tbody tr").eachText().contains("rate excitatory " + rate));
        assertEquals(
                List.of("Covariance", "Active neurons", "Spikes of a neuron"),
                document.select("#measured svg > title").eachText());
        assertTrue(document.select("#spikes svg text").eachText().containsAll(List.of("excitatory", "inhibitory")));
        assertTrue(document.select(".note").isEmpty(), document.select(".note").text());
    }

    @Test
    void covariancesAreCurvesHoweverManyAndInWhateverOrder() throws Exception {
        Path root = folder.resolve("covariances");
        Files.createDirectories(root);
        Files.copy(folder.resolve("run/scenario.yaml"), root.resolve("scenario.yaml"));
        ObjectNode made = JSON.createObjectNode();
        made.putObject("traffic").putObject("circuit");
        ObjectNode covariances = made.putObject("metrics").putObject("covariance");
        covariances.put("a-b...ms", 1).put("single-single.0ms", 1);
        for (int pair = 0; pair < 9; pair++) {
            covariances
                    .put("p" + pair + "-q.2ms", 2)
                    .put("p" + pair + "-q.-500us", -3)
                    .put("p" + pair + "-q.0ms", 1);
        }
        Files.writeString(root.resolve("result.json"), made.toString());
        Element figure = page(root).selectFirst("#measured figure");
        assertEquals(8, figure.select(".legend li").size());
        assertTrue(figure.selectFirst("desc").text().contains("p7-q between -3 and 2"), "has all of its points");
        for (Element line : figure.select("line[style*=stroke-width]")) {
            assertTrue(Double.parseDouble(line.attr("x1")) < Double.parseDouble(line.attr("x2")), line.outerHtml());
        }
    }

    @Test
    void ofALargeRecordingItIsSaidThatTheRestIsNotShown() throws Exception {
        Path root = folder.resolve("large");
        Files.createDirectories(root);
        Files.copy(folder.resolve("run/scenario.yaml"), root.resolve("scenario.yaml"));
        Files.writeString(root.resolve("result.json"), "{\"traffic\": {\"circuit\": {}}}");
        String header = "population,neuron,from_ns,to_ns,spikes\n";
        Files.writeString(root.resolve("counts.csv"), header + "cortex,1,0,1000000000,7\n".repeat(400_000));
        assertTrue(page(root).select(".note").text().contains("counts.csv is large: what follows its first 8 MiB"));
    }

    @Test
    void comparedRunsLieOverEachOther() throws Exception {
        Path other = learn(
                "other",
                "scenarios/quickstart.yaml",
                "seed=5",
                "populations.hidden1.size=16",
                "populations.hidden2.size=12",
                "data.training=100",
                "data.validation=40",
                "train={epochs: 2, batch: 20}",
                "evaluate.passes=2");
        Path file = folder.resolve("compared.html");
        Report.compare(List.of(run, other, run), List.of(), file);
        Document document = Jsoup.parse(file);
        assertEquals(
                List.of("A run", "B other", "C run"),
                document.select("#learning figure:first-child .legend li").eachText());
        assertEquals(
                List.of("seed 1 5 1", "train.epochs 3 2 3"),
                document.select("#keys tbody tr").eachText());
        assertEquals(6, document.select("#audit tbody tr").size());
        assertFalse(document.select("#learning").text().contains("of the first"));
        Report.compare(Collections.nCopies(9, run), List.of(), file);
        assertTrue(Jsoup.parse(file).select("#learning").text().contains("Curves of the first 8 of 9 runs."));
        assertTrue(document.select("#metrics tbody tr").stream()
                .filter(row -> row.child(0).text().equals("test error"))
                .allMatch(row -> row.select(".best").size() > 0));
    }
}
