package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tarpon.examples.WithExtensions;
import org.tarpon.extension.DatasetProvider;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.LabelledImages;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;

/** Extensions on the command line. */
class ExtensionsCliTest {
    private static final String BARS = "src/test/resources/org/tarpon/examples/bars.yaml";

    @TempDir
    Path folder;

    private static Outcome tarpon(WithExtensions with, String... arguments) {
        assertTrue(with.isOpen());
        return Outcome.of(arguments);
    }

    @Test
    void scenarioOfExtensions_isRunCheckedAndListed() throws IOException {
        try (WithExtensions with = WithExtensions.ofExamples()) {
            Outcome run = tarpon(
                    with, "run", BARS, "--quiet", "--out", folder.resolve("run").toString());
            assertEquals(Main.DONE, run.code(), run.err());
            Outcome again = tarpon(
                    with, "run", "--quiet", "--resume", folder.resolve("run").toString());
            assertEquals(run.out(), again.out());
            assertEquals(Main.DONE, tarpon(with, "check", BARS, "--quiet").code());
            assertTrue(
                    tarpon(with, "data", "list").out().contains("bars                     400 training     200 test"));
            assertTrue(tarpon(with, "data", "get", "bars").out().contains("bars: an extension's"));
            assertEquals(Main.DONE, tarpon(with, "validate", "--estimate", BARS).code());
        }
    }

    /** Fails in the first presentation. */
    public static final class Broken implements RuleProvider {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Feedback feedback() {
            return Feedback.NONE;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return self -> {
                throw new IllegalStateException("no idea");
            };
        }
    }

    @Test
    void extensionThatFails_isToBlame() throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, RuleProvider.class, Broken.class.getName())) {
            Outcome run = tarpon(
                    with,
                    "run",
                    "scenarios/quickstart.yaml",
                    "--quiet",
                    "--set",
                    "learning.rule=broken",
                    "--set",
                    "pathways.feedback=[]",
                    "--out",
                    folder.resolve("run").toString());
            assertEquals(Main.INTERNAL_ERROR, run.code());
            assertTrue(
                    run.err()
                            .contains("tarpon: rule `broken` (" + Broken.class.getName()
                                    + ") failed: java.lang.IllegalStateException: no idea; that is a fault of the extension, not of"
                                    + " Tarpon"),
                    run.err());
            assertFalse(run.err().contains("this is a bug"), run.err());
        }
    }

    /** The scenario whose extension fails is an error among verdicts, which the others have all the same. */
    @Test
    void checkGoesOnAfterAnExtensionThatFails() throws IOException {
        String tiny =
                """
                tarpon: 1
                name: tiny
                seed: 1
                data: {set: fashion-mnist-mini, training: 50, encoder: bernoulli}
                timing: {mode: volley, cycle: 25 ms}
                populations:
                  input: {size: 784, model: source}
                  hidden: {size: 10, model: stochastic-binary}
                  output: {size: 10, model: softmax}
                pathways:
                  feedforward:
                    - {from: input, to: hidden, weights: glorot-uniform, delay: 2 ms}
                    - {from: hidden, to: output, weights: glorot-uniform, delay: 2 ms}
                learning: {rule: %s, forward: {optimizer: adam, rate: 0.001}}
                train: {epochs: 1, batch: 25}
                evaluate: {passes: 1, every: 1 epoch}
                expect: [{metric: test_error, at-most: 0}]
                """;
        Path broken = Files.writeString(folder.resolve("broken.yaml"), tiny.formatted("broken"));
        Path sound = Files.writeString(folder.resolve("sound.yaml"), tiny.formatted("feedback-alignment"));
        Path junit = folder.resolve("junit.xml");
        try (WithExtensions with = WithExtensions.of(folder, RuleProvider.class, Broken.class.getName())) {
            Outcome check = tarpon(
                    with,
                    "check",
                    broken.toString(),
                    sound.toString(),
                    "--quiet",
                    "--json",
                    "--junit",
                    junit.toString());
            assertEquals(Main.INTERNAL_ERROR, check.code(), check.err());
            String error = check.json().at("/0/error").asText();
            assertTrue(error.startsWith("rule `broken` ("), error);
            assertFalse(check.json().at("/1/expectations/0/met").asBoolean(true), check.out());
            String report = Files.readString(junit);
            assertTrue(report.contains("errors=\"1\"") && report.contains("<failure "), report);
        }
    }

    @Test
    void sweepSaysThatAnExtensionFailed() throws IOException {
        Path sweep = folder.resolve("sweep");
        try (WithExtensions with = WithExtensions.of(folder, RuleProvider.class, Broken.class.getName())) {
            Outcome outcome = tarpon(
                    with,
                    "sweep",
                    "scenarios/quickstart.yaml",
                    "--quiet",
                    "--set",
                    "learning.rule=broken",
                    "--set",
                    "pathways.feedback=[]",
                    "--set",
                    "data.training=500",
                    "--repeat",
                    "1",
                    "--grid",
                    "train.epochs=1,2",
                    "--out",
                    sweep.toString());
            assertEquals(Main.INTERNAL_ERROR, outcome.code(), outcome.err());
            assertTrue(Files.readString(sweep.resolve("failures.csv")).contains(",extension,"));
        }
    }

    /** Says that it has one class. */
    public static final class OneClass implements DatasetProvider {
        @Override
        public String name() {
            return "one-class";
        }

        @Override
        public int trainingSamples() {
            return 1;
        }

        @Override
        public int testSamples() {
            return 1;
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public int classes() {
            return 1;
        }

        @Override
        public LabelledImages training(Optional<Path> folder) {
            return new LabelledImages(new byte[1][1], new byte[1]);
        }

        @Override
        public LabelledImages test(Optional<Path> folder) {
            return training(folder);
        }
    }

    @Test
    void impossibleDataSet_isToldBeforeAnythingIsRead() throws IOException {
        try (WithExtensions with = WithExtensions.of(folder, DatasetProvider.class, OneClass.class.getName())) {
            Outcome list = tarpon(with, "data", "list");
            assertEquals(Main.INTERNAL_ERROR, list.code());
            assertTrue(
                    list.err().contains("data set `one-class` (" + OneClass.class.getName() + ") says that it has"),
                    list.err());
        }
    }
}
