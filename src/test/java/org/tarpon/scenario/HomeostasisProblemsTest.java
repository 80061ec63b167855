package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where homeostasis is refused because of what else the scenario says; other mistakes stand in problems.txt. */
class HomeostasisProblemsTest {
    @Test
    void neuronsThatFireInEveryRoundHaveNone() {
        assertEquals(
                List.of(
                        "`hidden1` cannot keep to a rate: under rule `auto-encoder` its neurons fire in every round of an"
                                + " inference, and not once a cycle; allowed: another rule, or no `homeostasis`"),
                problems(
                        "populations.hidden1.homeostasis={rate: 0.1}",
                        "pathways.feedback=by-rule",
                        "learning.rule=auto-encoder"));
    }

    @Test
    void neuronsWithoutBiasesHaveNone() {
        assertEquals(
                List.of(
                        "`hidden2` has no biases to shift: no pathway into it has weights; allowed: a pathway with weights"
                                + " into it, or no `homeostasis`"),
                problems(
                        "populations.hidden2.homeostasis={rate: 0.1}",
                        "pathways.feedforward.1={from: hidden1, to: hidden2, connect: one-to-one}",
                        "pathways.feedback=[]",
                        "learning={rule: backpropagation, forward: {optimizer: sgd, rate: 0.1}}"));
    }

    private static List<String> problems(String... overrides) {
        return Example.problems(Example.TEXT, overrides).stream()
                .map(problem -> problem.substring(problem.indexOf('`')))
                .toList();
    }
}
