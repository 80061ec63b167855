package org.tarpon.examples;

import java.util.Set;
import org.tarpon.extension.EncoderProvider;
import org.tarpon.extension.InputEncoder;
import org.tarpon.neuron.Parameters;

/**
 * A user's own encoder: in a presentation of several cycles each pixel fires once, the earlier the brighter; dark pixels
 * never do.
 *
 * @param cycles of a presentation
 * @param threshold brightness from which on pixels fire, in (0, 1]
 */
public record LatencyEncoder(int cycles, double threshold) implements InputEncoder {
    /** Named in META-INF/services/org.tarpon.extension.EncoderProvider, and so known as "latency". */
    public static final class Provider implements EncoderProvider {
        @Override
        public String name() {
            return "latency";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("cycles", "threshold");
        }

        @Override
        public boolean isGraded() {
            return false;
        }

        @Override
        public boolean isRandom(boolean training) {
            return true; // the last cycle's spikes are not the first's
        }

        @Override
        public InputEncoder create(Parameters parameters) {
            double threshold = parameters.or("threshold", 0.2);
            if (!(threshold > 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold is " + threshold + ", not above 0 and at most 1");
            }
            return new LatencyEncoder((int) parameters.required("cycles"), threshold);
        }
    }

    @Override
    public void encode(byte[] pixels, Shown shown, Activity activity) {
        for (int k = 0; k < pixels.length; k++) {
            double x = (pixels[k] & 0xFF) / 255.0;
            // From 0 for the brightest to the last cycle for the darkest that fire.
            int cycle = (int) Math.min(cycles - 1, cycles * (1 - x) / (1 - threshold + 1e-9));
            if (x >= threshold && cycle == shown.cycle()) {
                activity.fire(k);
            }
        }
    }
}
