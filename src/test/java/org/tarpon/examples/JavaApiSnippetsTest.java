package org.tarpon.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.api.Finding;
import org.tarpon.api.Problem;
import org.tarpon.api.Result;
import org.tarpon.api.Run;
import org.tarpon.api.ScenarioBuilder;
import org.tarpon.api.Tarpon;
import org.tarpon.api.TarponException;
import org.tarpon.api.Verdict;

/** The Java in the documents is compiled and run: it stands here, or in the examples, line by line. */
class JavaApiSnippetsTest {
    private static final Path SOURCES = Path.of("src/test/java/org/tarpon/examples");

    @TempDir
    Path folder;

    @Test
    void run() {
        Path directory = folder.resolve("run");
        List<Double> errors = new ArrayList<>();
        // begin
        Result result = Tarpon.scenario(Path.of("scenarios/quickstart.yaml"))
                .set("train.epochs", 2)
                .set("data.training", 500)
                .seed(7)
                .threads(2)
                .directory(directory)
                .onEpoch(epoch -> errors.add(epoch.metric("test_error")))
                .run();

        double error = result.metric("test_error"); // in percent
        double firing = result.metric("firing_fraction.hidden1");
        String weights = result.digest("weights"); // SHA-256
        List<Finding> audit = result.audit(); // six objections, with evidence
        float[][] learned = result.weights("hidden1", "hidden2"); // a copy; the last row are the biases
        // end
        assertEquals(error, errors.get(1));
        assertTrue(firing > 0);
        assertEquals(64, weights.length());
        assertEquals(6, audit.size());
        assertEquals(201, learned.length);
    }

    @Test
    void temporary() {
        // begin
        try (Result result = Tarpon.scenario(Path.of("scenarios/quickstart.yaml"))
                .set("train.epochs", 1)
                .set("data.training", 500)
                .run()) {
            Path files = result.directory(); // gone when the result is closed
            assertTrue(Files.exists(files.resolve("metrics.jsonl")));
        }
        // end
    }

    @Test
    void build() {
        // begin
        ScenarioBuilder scenario = Tarpon.build("two-layers")
                .data("fashion-mnist-mini")
                .set("data.training", 500)
                .population("input", 784, "source")
                .population("hidden", 50, "stochastic-binary")
                .population("output", 10, "softmax")
                .feedforward("input", "hidden", "glorot-uniform")
                .feedforward("hidden", "output", "glorot-uniform")
                .rule("feedback-alignment")
                .optimizer("adam", 0.001)
                .train(2, 50)
                .set("expect", List.of(Map.of("metric", "test_error", "at-most", 60)));
        String yaml = Tarpon.scenario(scenario).resolved(); // the same as a file, with every default
        // end
        assertTrue(yaml.contains("feedback-alignment"));
    }

    @Test
    void others() {
        Path file = Path.of("scenarios/quickstart.yaml");
        Run small = Tarpon.scenario(file).set("train.epochs", 1).set("data.training", 500);
        // begin
        List<Problem> problems = Tarpon.scenario(file).set("train.epoch", 3).validate(); // with file, line, column
        List<Verdict> verdicts = small.check(); // what the scenario expects
        List<Finding> audit = small.audit(); // of a few mini-batches
        // end
        assertEquals("epochs", problems.get(0).suggestion());
        assertEquals(1, verdicts.size());
        assertEquals(6, audit.size());
    }

    @Test
    void stop() {
        Path directory = folder.resolve("run");
        long begun = System.nanoTime();
        Path file = Path.of("scenarios/quickstart.yaml");
        // begin
        Run run = Tarpon.scenario(file)
                .set("train.epochs", 2)
                .set("data.training", 500)
                .directory(directory)
                .stopWhen(() -> System.nanoTime() - begun > 1_000_000);
        try {
            run.run();
        } catch (TarponException.Interrupted e) {
            Result result = Tarpon.resume(directory).run(); // to the same bits as without a stop
            Result longer = Tarpon.resume(directory).set("train.epochs", 3).run();
            assertEquals(result.metric("epoch") + 1, longer.metric("epoch"));
        }
        // end
        assertTrue(Files.exists(directory.resolve("result.json")));
    }

    /** All Java in a document, line by line, is in a source that is compiled; indentation apart. */
    @ParameterizedTest
    @CsvSource({"docs/java-api.md, 6", "docs/writing-a-rule.md, 5"})
    void documents_showWhatIsTested(Path document, int blocks) throws IOException {
        StringBuilder sources = new StringBuilder();
        try (var files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                sources.append(stripped(Files.readString(file)));
            }
        }
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(document))
                .results()
                .map(match(1))
                .toList();
        assertEquals(blocks, shown.size());
        for (String block : shown) {
            assertTrue(sources.indexOf(stripped(block)) >= 0, () -> "not in " + SOURCES + ", as it stands:\n" + block);
        }
    }

    private static Function<MatchResult, String> match(int group) {
        return result -> result.group(group);
    }

    private static String stripped(String text) {
        StringBuilder lines = new StringBuilder();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> lines.append(line)
                .append('\n'));
        return lines.toString();
    }
}
