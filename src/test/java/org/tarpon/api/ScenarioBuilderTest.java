package org.tarpon.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A scenario made in Java is what the file says. */
class ScenarioBuilderTest {
    /** The quickstart. */
    private static ScenarioBuilder quickstart() {
        return Tarpon.build("quickstart")
                .seed(1)
                .data("fashion-mnist-mini")
                .set("data.validation", 500)
                .set("data.encoder", "bernoulli")
                .set("timing.cycle", "25 ms")
                .population("input", 784, "source")
                .population("hidden1", 200, "stochastic-binary")
                .population("hidden2", 200, "stochastic-binary")
                .population("output", 10, "softmax")
                .feedforward(Map.of("from", "input", "to", "hidden1", "weights", "glorot-uniform", "delay", "2 ms"))
                .feedforward(Map.of("from", "hidden1", "to", "hidden2", "weights", "glorot-uniform", "delay", "2 ms"))
                .feedforward(Map.of("from", "hidden2", "to", "output", "weights", "glorot-uniform", "delay", "2 ms"))
                .feedback(Map.of("from", "hidden2", "to", "hidden1", "weights", "glorot-uniform", "delay", "2 ms"))
                .rule("difference-target-propagation")
                .set("learning.target-step", 0.58)
                .set("learning.message", "coupled-spike")
                .optimizer("centred-rmsprop", 0.005)
                .set("learning.feedback.optimizer", "centred-rmsprop")
                .set("learning.feedback.rate", 1e-4)
                .set("learning.feedback.noise", Map.of("initial", 0.5, "halve-after", "100 epochs"))
                .set("learning.feedback.alternate", "batch")
                .train(15, 100)
                .set("evaluate.passes", 10)
                .set("expect", List.of(Map.of("metric", "test_error", "at-most", 25.0)));
    }

    @Test
    void sameScenario_asTheFile() {
        assertEquals(
                Tarpon.scenario(java.nio.file.Path.of("scenarios/quickstart.yaml"))
                        .resolved(),
                Tarpon.scenario(quickstart()).resolved());
    }

    @Test
    void problems_nameTheKey() {
        List<Problem> problems = Tarpon.scenario(quickstart()
                        .set("populations.hidden1.model", "stochastic-binry")
                        .set("timing.cycle", 25)
                        .set("learning.feedback.rat", 1))
                .validate();
        assertEquals(
                List.of(
                        "populations.hidden1.model: `populations.hidden1.model` is unknown: `stochastic-binry`",
                        "timing.cycle: `timing.cycle` has no unit: `25`",
                        "learning.feedback.rat: unknown key `rat` in `learning.feedback`"),
                problems.stream()
                        .map(problem -> problem.source() + ": " + problem.what())
                        .sorted(java.util.Comparator.comparing(
                                text -> List.of('p', 't', 'l').indexOf(text.charAt(0))))
                        .toList());
        assertEquals(0, problems.get(0).line());
    }

    @Test
    void missingParts_areToldAsOfAFile() {
        List<Problem> problems = Tarpon.scenario(Tarpon.build("empty")).validate();
        assertTrue(
                problems.stream().anyMatch(problem -> problem.what().equals("`populations` is missing")),
                problems::toString);
    }

    @Test
    void keyBelowASingleValue_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> quickstart().set("seed.of", 1));
    }

    @Test
    void keyOfNothingButDots_isToldAsOfAFile() {
        assertFalse(Tarpon.scenario(quickstart().set("..", 1)).validate().isEmpty());
    }

    @Test
    void run_isOfTheStateAtThatTime() {
        ScenarioBuilder scenario = quickstart();
        Run run = Tarpon.scenario(scenario);
        scenario.set("populations.hidden1.size", 3);
        assertTrue(run.resolved().contains("hidden1: {size: 200"));
        assertTrue(run.set("seed", 5).resolved().contains("seed: 5"));
    }
}
