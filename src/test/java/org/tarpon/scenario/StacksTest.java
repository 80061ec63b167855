package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks: {@code repeat: n} of a population, and the pathways that name it. */
class StacksTest {
    private static final String STACK =
            """
            tarpon: 1
            name: stack
            data: {set: fashion-mnist-mini, validation: 500}
            timing: {cycle: 3 s}
            populations:
              input: {size: 784, model: source}
              hidden: {repeat: 3, size: 20, model: stochastic-binary}
              output: {size: 10, model: softmax}
            pathways:
              feedforward:
                - {from: input, to: hidden, weights: glorot-uniform}
                - {from: hidden, to: hidden, weights: glorot-uniform, rate: 0.5}
                - {from: hidden, to: output, weights: glorot-uniform}
              feedback:
                - {from: hidden, to: hidden, weights: orthogonal}
                - {from: output, to: hidden, weights: glorot-uniform}
            learning:
              rule: difference-target-propagation
              target-step: 0.58
              forward: {optimizer: sgd, rate: 0.1}
              feedback: {optimizer: adam, rate: 0.001}
            train: {epochs: 3, batch: 100}
            record: {spikes: {populations: [input, hidden], samples: 0..9}}
            expect:
              - {metric: firing_fraction.hidden2, at-most: 0.5}
              - {metric: feedback_angle.output-hidden3, at-most: 90}
            """;

    private static final String HIGHWAY =
            """
            tarpon: 1
            name: highway
            data: {set: fashion-mnist-mini}
            timing: {cycle: 3 s}
            populations:
              input: {size: 784, model: source}
              first: {size: 20, model: relu}
              hidden: {repeat: 3, size: 20, model: highway, gate-bias: -4}
              output: {size: 10, model: softmax}
            pathways:
              feedforward:
                - {from: input, to: first, weights: he-normal}
                - {from: first, to: hidden, weights: he-normal}
                - {from: hidden, to: hidden, weights: he-normal}
                - {from: hidden, to: output, weights: he-normal}
            learning:
              rule: backpropagation
              forward: {optimizer: sgd, rate: 0.1}
            train: {epochs: 3, batch: 100}
            """;

    private static String arrows(List<Scenario.Pathway> pathways) {
        return pathways.stream().map(p -> p.from() + ">" + p.to()).collect(Collectors.joining(" "));
    }

    private static String edited(String text, String old, String edit) {
        assertTrue(text.contains(old), old);
        return text.replace(old, edit);
    }

    @Test
    void aStackIsWrittenOut_withItsPathwaysBetweenNeighboursAndAtItsEnds() throws Exception {
        Scenario scenario = Example.read(STACK);
        assertEquals(
                "input hidden1 hidden2 hidden3 output",
                scenario.populations().stream().map(Scenario.Population::name).collect(Collectors.joining(" ")));
        assertEquals("input>hidden1 hidden1>hidden2 hidden2>hidden3 hidden3>output", arrows(scenario.feedforward()));
        assertEquals(0.5, scenario.feedforward().get(2).rate().orElseThrow());
        assertEquals("hidden2>hidden1 hidden3>hidden2 output>hidden3", arrows(scenario.feedback()));
        assertEquals(
                List.of("input", "hidden1", "hidden2", "hidden3"),
                scenario.record().spikes().orElseThrow().populations());
        assertEquals(scenario, Example.read(ScenarioWriter.write(scenario)));
    }

    @Test
    void theHeightCanBeOverridden() throws Exception {
        Scenario deep = Example.read(HIGHWAY, "populations.hidden.repeat=99");
        assertEquals(102, deep.populations().size());
        assertEquals(101, deep.feedforward().size());
        assertEquals(100, deep.feedback().size());
        assertEquals(
                "hidden98>hidden99 hidden99>output", arrows(deep.feedforward().subList(99, 101)));
        assertEquals(deep, Example.read(ScenarioWriter.write(deep)));

        Scenario flat = Example.read(HIGHWAY, "populations.hidden.repeat=1");
        assertEquals("input>first first>hidden1 hidden1>output", arrows(flat.feedforward()));
    }

    @Test
    void stacksCanFollowEachOther_andSingleFloorsCanBeNamed() throws Exception {
        String two = HIGHWAY.replace("first: {size", "first: {repeat: 2, size")
                .replace(
                        "- {from: first, to: hidden,",
                        "- {from: first, to: first, weights: he-normal}\n    - {from: first, to: hidden,");
        assertEquals(
                "input>first1 first1>first2 first2>hidden1 hidden1>hidden2 hidden2>hidden3 hidden3>output",
                arrows(Example.read(two).feedforward()));
        String named = edited(HIGHWAY, "{from: hidden, to: output", "{from: hidden3, to: output");
        assertEquals(Example.read(HIGHWAY), Example.read(named));
    }

    @Test
    void gatesAreReadAndWritten() throws Exception {
        Scenario.Population hidden = Example.read(HIGHWAY).populations().get(2);
        assertEquals(
                new Scenario.Gate(Scenario.Transform.RELU, -4), hidden.gate().orElseThrow());
        Scenario.Population spiking = Example.read(
                        STACK, "populations.hidden.model=stochastic-highway", "populations.hidden.size=784")
                .populations()
                .get(2);
        assertEquals(
                new Scenario.Gate(Scenario.Transform.SIGMOID, -2),
                spiking.gate().orElseThrow());
    }

    private static final String FILE = Example.SOURCE + ":";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "repeat: 3 | repeat: 0 | 8:20: `populations.hidden.repeat` is out of range: `0`; allowed: a whole number from 1 to 1000",
                "repeat: 3 | repeat: x | 8:20: `populations.hidden.repeat` is not a whole number: `x`; allowed: a whole number from 1 to 1000",
                "repeat: 3 | repeat: 1000 | 8:20: too many populations: `hidden` alone makes 1000; allowed: at most 1000 in all",
                "first: { | hidden3: { | 8:3: `hidden` is repeated, which makes a population `hidden3`, but another is called so; allowed: another name for one of them",
                "size: 20, model: highway | size: 30, model: highway | 13:25: highway population `hidden1` has 30 neurons, but `first`, whose output it carries neuron by neuron, has 20; allowed: the same size at both ends",
                "gate-bias: -4 | gate-bias: x | 8:60: `populations.hidden1.gate-bias` is not a number: `x`; allowed: a number",
                "size: 20, model: highway | size: 0, model: highway | 8:29: `populations.hidden1.size` is out of range: `0`; allowed: a whole number from 1 to 1000000",
                "size: 20, model: highway | model: highway | 8:11: `populations.hidden1.size` is missing; allowed: a whole number from 1 to 1000000",
                "model: relu} | model: relu, gate-bias: 1} | 7:34: `populations.first.gate-bias` is a parameter of models `highway` and `stochastic-highway`, not of `relu`",
                "rule: backpropagation | rule: feedback-alignment | 8:40: rule `feedback-alignment` has no feedback weights for the gates of highway populations; allowed: backpropagation, direct-feedback-alignment, or a target rule with model `stochastic-highway`",
                "model: highway | model: stochastic-highway | 13:14: `first` sends real numbers, but stochastic highway population `hidden1` carries spikes; allowed: a population that spikes below it",
            })
    void badStacksAndHighwaysAreOneProblemEach(String old, String edit, String problem) {
        List<String> problems = Example.problems(edited(HIGHWAY, old, edit));
        if (edit.startsWith("hidden3")) {
            assertTrue(problems.contains(FILE + problem), problems.toString());
        } else {
            assertEquals(List.of(FILE + problem), problems);
        }
    }

    @ParameterizedTest
    @CsvSource({"analog", "gaussian"})
    void numbersFromTheSourceIntoAStochasticHighwayAreRefused(String encoder) throws Exception {
        String[] direct = {
            "populations={input: {size: 784, model: source}, hidden1: {size: 784, model: stochastic-highway},"
                    + " output: {size: 10, model: softmax}}",
            "pathways={feedforward: [{from: input, to: hidden1, weights: glorot-uniform},"
                    + " {from: hidden1, to: output, weights: glorot-uniform}], feedback: by-rule}",
            "data.encoder=" + encoder
        };
        List<String> problems = Example.problems(Example.TEXT, direct);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0)
                        .endsWith("`input` sends real numbers with encoder `" + encoder
                                + "`, but stochastic highway population `hidden1` carries spikes; allowed: encoder"
                                + " `bernoulli`, or a population that spikes below it"),
                problems.toString());
        direct[2] = "data.encoder=bernoulli";
        assertEquals(3, Example.read(Example.TEXT, direct).populations().size());
    }

    @Test
    void aSecondPathwayIntoAHighwayIsRefused() {
        String text = HIGHWAY.replace("first: {size: 20", "beside: {size: 20, model: relu}\n  first: {size: 20")
                .replace(
                        "    - {from: first, to: hidden,",
                        "    - {from: input, to: beside, weights: he-normal}\n    - {from: beside, to: hidden, weights: he-normal}\n"
                                + "    - {from: first, to: hidden,");
        assertEquals(
                List.of(FILE
                        + "16:25: `hidden1` is a highway population and carries what `beside` sends, so it cannot be fed"
                        + " by `first` as well; allowed: one feedforward pathway into each highway population"),
                Example.problems(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5000})
    void anOverriddenHeightIsBlamedOnTheOverride(int height) {
        String override = "populations.hidden.repeat=" + height;
        assertEquals(
                List.of("--set " + override + ": `populations.hidden.repeat` is out of range: `" + height
                        + "`; allowed: a whole number from 1 to 1000"),
                Example.problems(HIGHWAY, override));
    }

    /** Without the feedback pathways of a stack there is one problem, not one for each of its populations. */
    @Test
    void whatIsWrongWithAllOfAStackIsSaidOnce() {
        String without = STACK.replace("    - {from: hidden, to: hidden, weights: orthogonal}\n", "");
        assertEquals(
                1, Example.problems(without).size(), Example.problems(without).toString());
        String untyped = STACK.replace("weights: orthogonal", "weights: orthogonel");
        assertEquals(
                List.of(FILE
                        + "15:43: `pathways.feedback.0.weights.type` is unknown: `orthogonel`; allowed: glorot-uniform,"
                        + " he-normal, orthogonal, normal, constant, tied; did you mean `orthogonal`?"),
                Example.problems(untyped));
    }
}
