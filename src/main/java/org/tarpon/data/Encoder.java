package org.tarpon.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.tarpon.random.RandomStream;

/**
 * How the pixels x = byte/255 of an image become the activity of a source population (S3). An encoder writes the active
 * neurons in ascending order and, if it is graded, their values; a pixel of 0 that stays 0 costs nothing downstream.
 *
 * <p>Holds scratch space: one instance per thread.
 */
public abstract sealed class Encoder {
    private static final float[] INTENSITY = new float[256];
    private static final VarHandle EIGHT_PIXELS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    static {
        for (int i = 0; i < INTENSITY.length; i++) {
            INTENSITY[i] = i / 255f;
        }
    }

    private Encoder() {}

    /** Whether what it writes has values, and is not spikes. */
    public abstract boolean isGraded();

    /**
     * Encodes one image for one presentation.
     *
     * @param training whether noise that belongs to training is added
     * @param draws the population's stream
     * @param index receives the active neurons, room for one more than there are pixels
     * @param value receives their values if graded; else unused
     * @return how many are active
     */
    public abstract int encode(
            byte[] pixels,
            boolean training,
            RandomStream draws,
            long presentation,
            int cycle,
            int[] index,
            float[] value);

    private static int nonZero(byte[] pixels, int[] index) {
        int entries = 0;
        int k = 0;
        // Most pixels of most images are 0: eight are passed over at once.
        for (; k + Long.BYTES <= pixels.length; k += Long.BYTES) {
            if ((long) EIGHT_PIXELS.get(pixels, k) != 0) {
                entries = nonZero(pixels, k, k + Long.BYTES, index, entries);
            }
        }
        return nonZero(pixels, k, pixels.length, index, entries);
    }

    private static int nonZero(byte[] pixels, int from, int to, int[] index, int before) {
        int entries = before;
        for (int k = from; k < to; k++) {
            index[entries] = k;
            // −x has the sign bit exactly if x, from 0 to 255, is not 0.
            entries += -(pixels[k] & 0xFF) >>> 31;
        }
        return entries;
    }

    /** s ~ Bernoulli(x). */
    public static final class Bernoulli extends Encoder {
        private final int[] candidates;
        private final float[] variates;

        public Bernoulli(int inputs) {
            candidates = new int[inputs + 1];
            variates = new float[inputs + 1];
        }

        @Override
        public boolean isGraded() {
            return false;
        }

        @Override
        public int encode(
                byte[] pixels,
                boolean training,
                RandomStream draws,
                long presentation,
                int cycle,
                int[] index,
                float[] value) {
            int possible = nonZero(pixels, candidates);
            draws.uniforms(presentation, cycle, candidates, possible, variates);
            int entries = 0;
            for (int i = 0; i < possible; i++) {
                int k = candidates[i];
                index[entries] = k;
                entries += Float.floatToRawIntBits(variates[i] - INTENSITY[pixels[k] & 0xFF]) >>> 31;
            }
            return entries;
        }
    }

    /** s = x. */
    public static final class Analog extends Encoder {
        @Override
        public boolean isGraded() {
            return true;
        }

        @Override
        public int encode(
                byte[] pixels,
                boolean training,
                RandomStream draws,
                long presentation,
                int cycle,
                int[] index,
                float[] value) {
            int entries = nonZero(pixels, index);
            for (int i = 0; i < entries; i++) {
                value[i] = INTENSITY[pixels[index[i]] & 0xFF];
            }
            return entries;
        }
    }

    /** s = x + N(0, noise²) while training, s = x otherwise. */
    public static final class Gaussian extends Encoder {
        private final float noise;
        private final Analog analog = new Analog();

        /** @param noise standard deviation, at least 0 */
        public Gaussian(double noise) {
            this.noise = (float) noise;
        }

        @Override
        public boolean isGraded() {
            return true;
        }

        @Override
        public int encode(
                byte[] pixels,
                boolean training,
                RandomStream draws,
                long presentation,
                int cycle,
                int[] index,
                float[] value) {
            if (!training) {
                return analog.encode(pixels, false, draws, presentation, cycle, index, value);
            }
            draws.normals(presentation, cycle, value, pixels.length);
            for (int k = 0; k < pixels.length; k++) {
                index[k] = k;
                value[k] = INTENSITY[pixels[k] & 0xFF] + noise * value[k];
            }
            return pixels.length;
        }
    }
}
