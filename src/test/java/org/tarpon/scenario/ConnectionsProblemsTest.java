package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.scenario.Scenario.WeightType;

/** Connections and shapes: what is read, written, implied and refused. */
class ConnectionsProblemsTest {
    private static final String BACKPROPAGATION =
            "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.1}}";
    private static final String ALIGNMENT = "learning={rule: feedback-alignment, forward: {optimizer: sgd, rate: 0.1}}";
    private static final String DIRECT =
            "learning={rule: direct-feedback-alignment, forward: {optimizer: sgd, rate: 0.1}}";
    private static final String HIDDEN1 = "populations.hidden1={shape: [14, 14, 2], model: stochastic-binary}";
    private static final String HIDDEN2 = "populations.hidden2={shape: [7, 7, 2], model: stochastic-binary}";
    private static final String FIRST =
            "{from: input, to: hidden1, connect: {type: convolution, kernel: 5, stride: 2, padding: 2}, weights: glorot-uniform}";
    private static final String POOL =
            "{from: hidden1, to: hidden2, connect: {type: max-pooling, window: 2, stride: 2}}";
    private static final String LAST = "{from: hidden2, to: output, weights: glorot-uniform}";

    private static String[] network(String second, String feedback, String... more) {
        String[] all = new String[3 + more.length];
        all[0] = HIDDEN1;
        all[1] = HIDDEN2;
        all[2] = "pathways={feedforward: [" + String.join(", ", FIRST, second, LAST) + "], feedback: [" + feedback
                + "]}";
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private static void assertRoundTrip(Scenario scenario) throws InvalidScenarioException {
        String text = ScenarioWriter.write(scenario);
        assertEquals(scenario, Example.read(text), text);
    }

    @Test
    void ownFeedbackAgainstAConvolution_isItsTransposeUnlessAllToAllIsAskedFor() throws InvalidScenarioException {
        String second =
                "{from: hidden1, to: hidden2, connect: {type: convolution, kernel: [3, 4], stride: 2, padding: 1},"
                        + " weights: he-normal}";
        Scenario implied =
                Example.read(Example.TEXT, network(second, "{from: hidden2, to: hidden1, weights: orthogonal}"));
        Connect up = new Connect(Connect.Type.CONVOLUTION, 3, 4, 2, 1);
        assertEquals(up, implied.feedforward().get(1).connect());
        assertEquals(
                new Connect(Connect.Type.TRANSPOSED_CONVOLUTION, 3, 4, 2, 1),
                implied.feedback().get(0).connect());
        assertRoundTrip(implied);
        Scenario dense = Example.read(
                Example.TEXT,
                network(second, "{from: hidden2, to: hidden1, connect: all-to-all, weights: orthogonal}"));
        assertEquals(Connect.allToAll(), dense.feedback().get(0).connect());
        assertRoundTrip(dense);
        Scenario aligned = Example.read(Example.TEXT, network(second, "", ALIGNMENT));
        assertEquals(
                Connect.Type.TRANSPOSED_CONVOLUTION,
                aligned.feedback().get(0).connect().type());
        assertRoundTrip(aligned);
    }

    @Test
    void poolingHasNoWeights_andErrorsComeBackThroughItsMirror() throws InvalidScenarioException {
        for (String rule : List.of(BACKPROPAGATION, ALIGNMENT)) {
            Scenario scenario = Example.read(Example.TEXT, network(POOL, "", rule));
            assertEquals(
                    WeightType.NONE, scenario.feedforward().get(1).weights().type());
            assertTrue(scenario.feedback().get(0).tied());
            assertRoundTrip(scenario);
        }
    }

    @Test
    void directFeedback_servesEachHiddenPopulationOnce_howeverManyItFeeds() throws InvalidScenarioException {
        Scenario scenario = Example.read(
                Example.TEXT,
                DIRECT,
                "pathways={feedforward: [{from: input, to: hidden1, weights: glorot-uniform},"
                        + " {from: hidden1, to: hidden2, weights: glorot-uniform},"
                        + " {from: hidden1, to: output, weights: glorot-uniform, delay: 3 ms}, "
                        + LAST + "], feedback: by-rule}");
        assertEquals(
                List.of("output-hidden1 3000000", "output-hidden2 1000000"),
                scenario.feedback().stream()
                        .map(down -> down.from() + "-" + down.to() + " " + down.delayNanos())
                        .toList());
        assertRoundTrip(scenario);
    }

    @Test
    void directFeedback_isTiedOnlyWhereItRunsAgainstConnectionsWithoutWeights() throws InvalidScenarioException {
        List<String> problems =
                Example.problems(Example.TEXT, network(POOL, "{from: output, to: hidden1, weights: tied}", DIRECT));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("`output -> hidden1` is tied"), problems::toString);
        Scenario scenario = Example.read(Example.TEXT, network(POOL, "", DIRECT));
        assertTrue(scenario.feedback().stream().noneMatch(Scenario.Pathway::tied));
        assertRoundTrip(scenario);
    }

    @Test
    void directFeedback_endsAtHiddenPopulations() {
        List<String> problems = Example.problems(
                Example.TEXT, DIRECT, "pathways.feedback=[{from: output, to: output, weights: glorot-uniform}]");
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("leads back to where it starts"), problems::toString);
    }

    @Test
    void targetPropagationOverPooling_needsALearnedAllToAllPathway() throws InvalidScenarioException {
        Scenario scenario =
                Example.read(Example.TEXT, network(POOL, "{from: hidden2, to: hidden1, weights: glorot-uniform}"));
        assertEquals(Connect.allToAll(), scenario.feedback().get(0).connect());
        List<String> problems = Example.problems(Example.TEXT, network(POOL, ""));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0)
                        .endsWith(
                                "`hidden1` has no feedback pathway into it, which rule `difference-target-propagation`"
                                        + " needs; allowed: a learned one from `hidden2`, all-to-all because max-pooling has no"
                                        + " weights to run against; or a convolution with a stride in place of both; did you"
                                        + " mean `{from: hidden2, to: hidden1, weights: glorot-uniform}`?"),
                problems.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "type: max-pooling, window: 3, stride: 2}} | does not fit `hidden1` of shape [14, 14, 2] and `hidden2` of"
                        + " shape [7, 7, 2]; allowed: `shape: [6, 6, 2]` for `hidden2`",
                "type: max-pooling, window: 15, stride: 2}} | does not fit `hidden1` of shape [14, 14, 2] and `hidden2` of"
                        + " shape [7, 7, 2]; allowed: a kernel or window no larger than `hidden1`, padding included",
                "type: convolution, kernel: 3}, weights: glorot-uniform} | does not fit `hidden1` of shape [14, 14, 2] and"
                        + " `hidden2` of shape [7, 7, 2]; allowed: `shape: [12, 12, 2]` for `hidden2`",
                "type: transposed-convolution, kernel: 2, stride: 2}, weights: glorot-uniform} | does not fit `hidden1` of"
                        + " shape [14, 14, 2] and `hidden2` of shape [7, 7, 2]; allowed: `shape: [3, 3, 2]` for `hidden1`",
                "type: one-to-one}} | is one-to-one, but `hidden1` has 392 neurons and `hidden2` has 98; allowed: 392"
                        + " neurons at both ends, or 98",
                "type: local-contrast-normalisation, window: 3}} | does not fit `hidden1` of shape [14, 14, 2] and"
                        + " `hidden2` of shape [7, 7, 2]; allowed: `hidden2` with the shape of `hidden1`: [14, 14, 2]",
                "type: local-contrast-normalisation, window: 4}} | `pathways.feedforward.1.connect.window` is even: `4`;"
                        + " allowed: an odd whole number from 1 to 99; did you mean `5`?",
                "type: max-pooling, window: 2, stride: 2}, weights: normal} | `pathways.feedforward.1.weights` has no"
                        + " place: max-pooling connections have no weights",
                "type: max-pooling, window: 2, stride: 2}, rate: 1} | `pathways.feedforward.1.rate` has no place:"
                        + " max-pooling connections have no weights",
                "type: max-pooling, window: 2}} | `pathways.feedforward.1.connect.stride` is missing; allowed: a whole"
                        + " number from 1 to 99",
                "type: convolution, kernel: 2, padding: 2}, weights: glorot-uniform} |"
                        + " `pathways.feedforward.1.connect.padding` is out of range: `2`; allowed: a whole number from 0 to"
                        + " 1",
                "type: convolution, kernel: [2, 2, 2]}, weights: glorot-uniform} |"
                        + " `pathways.feedforward.1.connect.kernel` has 3 numbers; allowed: one number, or height and width"
                        + " such as `[5, 5]`",
                "type: convolution, kernel: 2, stride: 2}} | `pathways.feedforward.1.weights` is missing; allowed: a type"
                        + " of weights",
                "type: convolutoin, kernel: 2, stride: 2}, weights: glorot-uniform} |"
                        + " `pathways.feedforward.1.connect.type` is unknown: `convolutoin`; allowed: all-to-all,"
                        + " convolution, transposed-convolution, max-pooling, average-pooling,"
                        + " local-contrast-normalisation, one-to-one; did you mean `convolution`?",
                "type: all-to-all, kernel: 3}, weights: glorot-uniform} | unknown key `kernel` in"
                        + " `pathways.feedforward.1.connect`; allowed: type",
            })
    void connectionsThatCannotBe_areRefused(String connect, String problem) {
        String second = "{from: hidden1, to: hidden2, connect: {" + connect;
        List<String> problems = Example.problems(Example.TEXT, network(second, "", BACKPROPAGATION));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).endsWith(problem), problems.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{from: hidden2, to: hidden1, weights: tied, connect: all-to-all} | `pathways.feedback.0.connect` has no"
                        + " place: tied feedback runs against its feedforward pathway",
                "{from: hidden2, to: hidden1, connect: one-to-one} | feedback pathway `hidden2 -> hidden1` has one-to-one"
                        + " connections, which have no weights; allowed: weights of its own, or `weights: tied` without"
                        + " `connect`",
            })
    void feedbackThatCannotBe_isRefused(String feedback, String problem) {
        List<String> problems = Example.problems(Example.TEXT, network(POOL, feedback, BACKPROPAGATION));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).endsWith(problem), problems.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hidden1={size: 20, shape: [2, 5, 2], model: stochastic-binary} | `populations.hidden1.size` has no place: `shape` gives"
                        + " the number of neurons",
                "hidden1={model: stochastic-binary} | `populations.hidden1.size` is missing; allowed: a whole number from 1 to 1000000",
                "hidden1={shape: [2, 5], model: stochastic-binary} | `populations.hidden1.shape` has 2 numbers; allowed: `[height, width,"
                        + " channels]`",
                "hidden1={shape: 20, model: stochastic-binary} | `populations.hidden1.shape` is not a list; allowed: a list",
                "hidden1={shape: [2, 0, 1], model: stochastic-binary} | `populations.hidden1.shape.1` is out of range: `0`; allowed: a"
                        + " whole number from 1 to 1000",
                "hidden1={shape: [1000, 1000, 2], model: stochastic-binary} | `populations.hidden1.shape` has 2000000 neurons; allowed:"
                        + " at most 1000000",
                "input={shape: [28, 27, 1], model: source} | `input` has 756 neurons, but `fashion-mnist-mini` has 784"
                        + " inputs; allowed: 784",
            })
    void shapesThatCannotBe_areRefused(String population, String problem) {
        List<String> problems =
                Example.problems(Example.TEXT, "populations." + population, BACKPROPAGATION, "pathways.feedback=[]");
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).endsWith(problem), problems.get(0));
    }

    @Test
    void aConvolutionNeedsShapesAtBothEnds() {
        List<String> problems = Example.problems(
                Example.TEXT,
                network(POOL, "", BACKPROPAGATION, "populations.hidden1={size: 392, model: stochastic-binary}"));
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(
                problems.get(0)
                        .endsWith("pathway `input -> hidden1` is a convolution, but `hidden1` has no shape; allowed:"
                                + " `shape: [height, width, channels]` of `hidden1` instead of its size"),
                problems.get(0));
    }
}
