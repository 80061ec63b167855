package org.tarpon.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.OutputNeurons;

/** A rule by itself: what it is handed are interfaces, so a test can hand it anything. */
class RewardModulatedTheoryTest {
    private static final float[] P = {0.1f, 0.6f, 0.3f};
    private static final int VARIATES = 1_000;

    /** An output with fixed probabilities, and a variate at a time. */
    private record Output(int label, float variate, float[] sent) implements OutputNeurons {
        @Override
        public int size() {
            return P.length;
        }

        @Override
        public int cycle() {
            return 0;
        }

        @Override
        public float potential(int neuron) {
            throw new AssertionError("the rule needs no potential");
        }

        @Override
        public float mean(int neuron) {
            return P[neuron];
        }

        @Override
        public float uniform(int neuron) {
            return variate;
        }

        @Override
        public void send(int neuron, float value) {
            sent[neuron] = value;
        }

        @Override
        public float error(int neuron) {
            throw new AssertionError("the rule needs no error");
        }
    }

    /** Over all variates the reward comes as often as its class is likely, so what is broadcast has the mean 0 (Williams 1992). */
    @Test
    void broadcast_hasMeanZero_andVarianceOfTheReward() {
        for (int label = 0; label < P.length; label++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < VARIATES; i++) {
                float[] sent = new float[P.length];
                new RewardModulated(1).answer(new Output(label, (i + 0.5f) / VARIATES, sent));
                sum += sent[0];
                squares += sent[0] * sent[0];
            }
            // Midpoints of a thousandth: exact to one of them.
            assertEquals(0, sum / VARIATES, 1.0 / VARIATES);
            assertEquals(P[label] * (1 - P[label]), squares / VARIATES, 1.0 / VARIATES);
        }
    }

    /** One hidden neuron: three factors, of which the presynaptic one is the synapse's own. */
    @Test
    void hiddenNeuron_isTaughtRewardTimesSurprise() {
        float[] taught = new float[1];
        new RewardModulated(1).teach(new HiddenNeurons() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public int cycle() {
                return 0;
            }

            @Override
            public float potential(int neuron) {
                return 0;
            }

            @Override
            public float mean(int neuron) {
                return 0.25f;
            }

            @Override
            public float uniform(int neuron) {
                throw new AssertionError("the rule draws nothing here");
            }

            @Override
            public void send(int neuron, float value) {
                throw new AssertionError("a broadcast is not sent on");
            }

            @Override
            public float output(int neuron) {
                return 1;
            }

            @Override
            public float feedback(int neuron) {
                return -0.5f;
            }

            @Override
            public float derivative(int neuron) {
                throw new AssertionError("the rule needs no derivative");
            }

            @Override
            public void teach(int neuron, float direction) {
                taught[neuron] = direction;
            }
        });
        assertEquals(-0.5f * (1 - 0.25f), taught[0]);
    }
}
