package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.data.ImageSamples;
import org.tarpon.network.Network;
import org.tarpon.scenario.Scenario;

class EvaluatorPropertyTest {
    private static final ImageSamples SAMPLES = SyntheticSamples.of(10, 1);
    private static final int LANES = 5;
    private static final int PASSES = 3;

    /** What is reused when samples are shown again changes no bit of answers and spikes, whatever was shown before. */
    @ParameterizedTest
    @ValueSource(strings = {"bernoulli", "analog", "{type: gaussian, noise: 0.3}"})
    void showingAgain_isShowingFromTheBeginning(String encoder) {
        Scenario scenario = Runs.tiny("data.encoder=" + encoder, "timing.cycles=2", "learning.message=probability");
        Network network = NetworkBuilder.build(scenario);
        LearningSetup learning = new LearningSetup(scenario, network);
        SimulatedBlock again = new SimulatedBlock(scenario, network, learning, LANES, List.of());
        SimulatedBlock anew = new SimulatedBlock(scenario, network, learning, LANES, List.of());
        for (int from = 0; from < SAMPLES.count(); from += LANES) {
            again.rule().clearScores();
            anew.rule().clearScores();
            begin(again, from, 0);
            again.present();
            begin(anew, from, 0);
            anew.present();
            for (int pass = 1; pass < PASSES; pass++) {
                again.presentAgain(SAMPLES.count());
                begin(anew, from, pass);
                anew.present();
            }
            for (int lane = 0; lane < LANES; lane++) {
                assertArrayEquals(anew.rule().scores(lane), again.rule().scores(lane));
            }
        }
        assertArrayEquals(anew.spikes().take(), again.spikes().take());
    }

    private static void begin(SimulatedBlock block, int from, int pass) {
        block.begin(Purpose.TEST, SAMPLES);
        for (int sample = from; sample < from + LANES; sample++) {
            block.presentations().add((long) pass * SAMPLES.count() + sample, sample, SAMPLES.label(sample));
        }
    }
}
