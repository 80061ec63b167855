package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Rule;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.ScenarioWriter;

/** Every rule with every model and kind of connections: refused, or it runs and its resolved scenario is valid. */
class CombinationsPropertyTest {
    private static final Dataset DATA =
            new Dataset("synthetic", SyntheticSamples.of(5, 1), SyntheticSamples.of(10, 2), 10, Map.of());

    /**
     * Of all combinations, one in so many is tried: a number that shares no factor with the numbers of models, outputs,
     * nets and ways to give feedback, so that each meets each. With 1, all were.
     */
    private static final int STRIDE = 7;

    private static final String CONVOLVED = "input a convolution, kernel: 7, stride: 7";

    /** Populations between input and output with their sizes or shapes; then pathways, with connections if not dense. */
    private enum Net {
        SHALLOW("", "input output all-to-all"),
        DENSE("a 10; b 10", "input a all-to-all; a b all-to-all; b output all-to-all"),
        CONVOLUTION("a [4, 4, 2]; b [3, 3, 2]", CONVOLVED + "; a b convolution, kernel: 2; b output all-to-all"),
        MAX_POOLING("a [4, 4, 2]; b [2, 2, 2]", CONVOLVED + "; a b max-pooling, window: 2; b output all-to-all"),
        AVERAGE_POOLING(
                "a [4, 4, 2]; b [2, 2, 2]", CONVOLVED + "; a b average-pooling, window: 2; b output all-to-all"),
        NORMALISATION(
                "a [4, 4, 2]; b [4, 4, 2]",
                CONVOLVED + "; a b local-contrast-normalisation, window: 3; b output all-to-all"),
        ONE_TO_ONE("a 10; b 10", "input a all-to-all; a b one-to-one; b output all-to-all"),
        ONE_TO_ONE_TO_OUTPUT("a 10; b 10", "input a all-to-all; a b one-to-one; b output one-to-one"),
        POOLING_TO_OUTPUT("a [2, 2, 10]", "input a all-to-all; a output max-pooling, window: 2"),
        SKIP("a 10; b 10", "input a all-to-all; a b all-to-all; a output all-to-all; b output all-to-all"),
        SKIP_WITHOUT_WEIGHTS(
                "a 10; b 10", "input a all-to-all; a b all-to-all; a output one-to-one; b output all-to-all"),
        JOIN("a 10; b 10", "input a all-to-all; input b all-to-all; a output all-to-all; b output all-to-all"),
        SOURCE_TO_ALL(
                "a 10; b 10",
                "input a all-to-all; a b all-to-all; input b all-to-all; b output all-to-all; input output all-to-all");

        private final List<String[]> hidden;
        private final List<String[]> pathways;

        Net(String hidden, String pathways) {
            this.hidden = Arrays.stream(hidden.split("; "))
                    .filter(text -> !text.isEmpty())
                    .map(text -> text.split(" ", 2))
                    .toList();
            this.pathways = Arrays.stream(pathways.split("; "))
                    .map(text -> text.split(" ", 3))
                    .toList();
        }
    }

    /** How much of the feedback the file gives. */
    private enum Given {
        NOTHING,
        TIED,
        OWN,
        DIRECT_OWN,
        DIRECT_TIED
    }

    private static String text(Rule rule, Model hidden, String output, Net net, Given given, String encoder) {
        StringBuilder populations = new StringBuilder("input: {size: 784, model: source}");
        for (String[] population : net.hidden) {
            Model model = population == net.hidden.get(0) ? belowHighway(hidden) : hidden;
            populations.append(", %s: {%s: %s, model: %s}"
                    .formatted(
                            population[0],
                            population[1].startsWith("[") ? "shape" : "size",
                            population[1],
                            model.key()));
        }
        boolean pooled = net == Net.POOLING_TO_OUTPUT && !output.startsWith("hierarchical");
        populations.append(", output: {model: %s%s}".formatted(output, sizeOf(output, pooled)));
        return """
                tarpon: 1
                name: combination
                data: {set: fashion-mnist-mini, training: 4, validation: 1, encoder: %s}
                populations: {%s}
                pathways: {feedforward: [%s], feedback: %s}
                learning:
                  rule: %s
                  target-step: 0.1
                  forward: {optimizer: sgd, rate: 0.001}
                  feedback: {optimizer: sgd, rate: 0.001, alternate: batch}
                  inference: {steps: 2, rate: 0.01, leak: 0.1, samples: 2}
                train: {epochs: 1, batch: 2}
                evaluate: {passes: 1}
                """
                .formatted(encoder, populations, up(net), down(net, given), rule.key());
    }

    /** What a highway may carry from the first hidden population. */
    private static Model belowHighway(Model model) {
        return model == Model.HIGHWAY
                ? Model.TANH
                : model == Model.STOCHASTIC_HIGHWAY ? Model.STOCHASTIC_BINARY : model;
    }

    private static String sizeOf(String output, boolean pooled) {
        if (output.startsWith("hierarchical")) {
            return "";
        }
        return pooled ? ", shape: [1, 1, 10]" : ", size: 10";
    }

    private static String up(Net net) {
        return net.pathways.stream()
                .map(up -> "{from: %s, to: %s, connect: {type: %s}%s}"
                        .formatted(
                                up[0],
                                up[1],
                                up[2],
                                up[2].startsWith("all") || up[2].startsWith("conv") ? ", weights: glorot-uniform" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String down(Net net, Given given) {
        if (given == Given.NOTHING) {
            return "by-rule";
        }
        String weights = given == Given.TIED || given == Given.DIRECT_TIED ? "tied" : "glorot-uniform";
        boolean direct = given == Given.DIRECT_OWN || given == Given.DIRECT_TIED;
        return net.pathways.stream()
                .filter(up -> !up[0].equals("input"))
                .map(up -> "{from: %s, to: %s, weights: %s}".formatted(direct ? "output" : up[1], up[0], weights))
                .distinct()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static Rule[] rules() {
        return Rule.values();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyCombination_isRefused_orRuns(Rule rule, @TempDir Path folder) {
        List<String> failures = new ArrayList<>();
        int ran = 0;
        int number = 0;
        for (Model hidden : Model.values()) {
            for (String output : List.of(
                    "softmax",
                    "sigmoid",
                    "linear",
                    "hierarchical-softmax, tree: [[0, 1, [2, 3]], [4, 5, 6], [7, 8, 9]]",
                    "sign")) {
                for (Net net : Net.values()) {
                    for (Given given : Given.values()) {
                        number++;
                        if (number % STRIDE != 0) {
                            continue;
                        }
                        String encoder = number % 2 == 0 ? "bernoulli" : "analog";
                        String text = text(rule, hidden, output, net, given, encoder);
                        try {
                            ran += runs(text, folder.resolve(String.valueOf(number))) ? 1 : 0;
                        } catch (Exception | AssertionError e) {
                            failures.add(String.join(" ", hidden.key(), output, net.name(), given.name(), encoder)
                                    + ": " + e);
                        }
                    }
                }
            }
        }
        assertEquals("", String.join("\n", failures));
        // As many or more can run under every rule; fewer would mean that valid scenarios are refused.
        assertTrue(ran >= 10, ran + " ran");
    }

    /** Whether it is valid; if so, it has run. */
    private static boolean runs(String text, Path folder) throws Exception {
        Scenario scenario;
        try {
            scenario = ScenarioReader.parse(text, "combination", List.of());
        } catch (InvalidScenarioException e) {
            return false;
        }
        String resolved = ScenarioWriter.write(scenario);
        assertEquals(scenario, ScenarioReader.parse(resolved, "resolved", List.of()));
        if (scenario.learning().rule() == Rule.AUTO_ENCODER) {
            // To the end, for what comes after the epochs.
            RunDirectory directory = RunDirectory.create(folder, resolved);
            try (Experiment experiment = new Experiment(scenario, DATA, 1, directory, new Observer() {})) {
                assertTrue(experiment.run(() -> false).isPresent());
            }
            return true;
        }
        Network network = NetworkBuilder.build(scenario);
        LearningSetup learning = new LearningSetup(scenario, network);
        ImageSamples training = DATA.training().slice(0, scenario.data().training());
        try (Workers workers = new Workers(1)) {
            Trainer.Epoch epoch = new Trainer(scenario, network, learning, training, workers)
                    .train(0, () -> false, done -> {})
                    .orElseThrow();
            new EpochMetrics(1).describe(network, epoch.tally(), epoch.traffic());
        }
        return true;
    }
}
