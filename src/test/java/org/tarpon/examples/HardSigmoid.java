package org.tarpon.examples;

import java.util.Set;
import org.tarpon.extension.NeuronFunction;
import org.tarpon.extension.NeuronProvider;
import org.tarpon.neuron.Parameters;

/** A user's own neuron model: it fires with probability min(1, max(0, 1/2 + slope · u)). */
public record HardSigmoid(float slope) implements NeuronFunction {
    /** Named in META-INF/services/org.tarpon.extension.NeuronProvider, and so known as "hard-sigmoid". */
    public static final class Provider implements NeuronProvider {
        @Override
        public String name() {
            return "hard-sigmoid";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("slope");
        }

        @Override
        public boolean isSpiking() {
            return true;
        }

        @Override
        public boolean hasDerivative() {
            return true;
        }

        @Override
        public NeuronFunction create(Parameters parameters) {
            double slope = parameters.or("slope", 0.25);
            if (!(slope > 0)) {
                throw new IllegalArgumentException("slope is " + slope + ", not above 0");
            }
            return new HardSigmoid((float) slope);
        }
    }

    @Override
    public void respond(float[] potential, float[] mean, int n) {
        for (int j = 0; j < n; j++) {
            mean[j] = Math.min(1f, Math.max(0f, 0.5f + slope * potential[j]));
        }
    }

    @Override
    public void backpropagate(float[] potential, float[] mean, float[] error, float[] result, int n) {
        for (int j = 0; j < n; j++) {
            result[j] = mean[j] > 0f && mean[j] < 1f ? slope * error[j] : 0f;
        }
    }
}
