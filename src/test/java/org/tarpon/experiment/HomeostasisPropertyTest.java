package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.engine.Workers;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Population;
import org.tarpon.scenario.Scenario;

/** Populations keep to the rate that they are given, under every rule that draws their spikes once a cycle. */
class HomeostasisPropertyTest {
    private static final double RATE = 0.05;
    private static final double STRENGTH = 2;
    private static final int SAMPLES = 1_000;
    private static final int BATCHES = SAMPLES / 25;
    private static final String KEEP = "homeostasis={rate: " + RATE + ", strength: " + STRENGTH + "}";

    /** Weights under which the population would fire much more often than it should. */
    private static final String EXCITED = "weights: {type: normal, mean: 0.02, deviation: 0.2}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "difference-target-propagation",
                "target-propagation",
                "backpropagation",
                "feedback-alignment",
                "direct-feedback-alignment",
                "message-passing"
            })
    void whatIsNotTaughtFiresAtItsRate(String rule) {
        // hidden1 learns nothing but its biases, which homeostasis alone moves.
        check(
                "pathways.feedback=by-rule",
                "learning.rule=" + rule,
                "pathways.feedforward.0={from: input, to: hidden1, " + EXCITED + ", rate: 0}");
    }

    @Test
    void cyclesCountAsPresentationsDo() {
        check("timing.cycles=2", "pathways.feedforward.0={from: input, to: hidden1, " + EXCITED + ", rate: 0}");
    }

    private static void check(String... overrides) {
        List<String> all = new ArrayList<>(List.of("populations.hidden1." + KEEP, "data.training=" + SAMPLES));
        all.addAll(List.of(overrides));
        Scenario scenario = Runs.tiny(all.toArray(String[]::new));
        Network network = NetworkBuilder.build(scenario);
        Population population = network.populations().get(1);
        Pathway pathway = NetworkBuilder.biased(network, population);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(
                    scenario,
                    network,
                    new LearningSetup(scenario, network),
                    Runs.DATA.training().slice(0, SAMPLES),
                    workers);
            double first = firing(trainer, 0, population);
            double before = mean(pathway.synapses().bias());
            double fired = firing(trainer, 1, population);
            double after = mean(pathway.synapses().bias());
            // The biases sum up what each batch deviates from the rate, so that this is exact but for rounding: each of
            // the
            // batches adds a number below 2 to one below 16, to single precision.
            assertEquals(RATE + (before - after) / (STRENGTH * BATCHES), fired, 1e-6);
            // In the steady state a bias varies with a variance of about strength · rate (1 − rate) / (2 · 25 · rate)
            // or
            // 0.038, their mean over 16 neurons by at most that if all vary as one: 5 standard errors of the difference
            // are 1.4.
            assertEquals(RATE, fired, 1.4 / (STRENGTH * BATCHES));
            assertTrue(first > RATE + 1.4 / (STRENGTH * BATCHES), "they began by firing too often: " + first);
        }
    }

    private static double firing(Trainer trainer, int epoch, Population population) {
        return trainer.train(epoch, () -> false, shown -> {})
                .orElseThrow()
                .tally()
                .firingFraction(population);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
