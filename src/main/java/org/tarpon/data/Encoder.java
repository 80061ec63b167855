package org.tarpon.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.tarpon.random.RandomStream;

/**
 * How the pixels x = byte/255 of images become the activity of a source population (S3). An encoder writes the active
 * neurons in ascending order and, if it is graded, their values; a pixel of 0 that stays 0 costs nothing downstream. It
 * encodes the images of all lanes of a block in one call, because draws cost less together.
 *
 * <p>Holds scratch space: one instance per thread.
 */
public abstract sealed class Encoder permits Encoder.Bernoulli, Encoder.Analog, Encoder.Gaussian, ExtensionEncoder {
    private static final float[] INTENSITY = new float[256];

    static {
        for (int i = 0; i < INTENSITY.length; i++) {
            INTENSITY[i] = i / 255f;
        }
    }

    Encoder() {}

    /** Whether what it writes has values, and is not spikes. */
    public abstract boolean isGraded();

    /**
     * Whether it draws, so that the same image becomes something else each time.
     *
     * @param training as in {@link #encode}
     */
    public abstract boolean isRandom(boolean training);

    /**
     * Encodes one image for each lane.
     *
     * @param images [lane][pixel]; only the first {@code lanes} are read
     * @param training whether noise that belongs to training is added
     * @param draws the population's stream
     * @param presentations their numbers, [lane]
     * @param index receives the active neurons, [lane][room for one more than there are pixels]
     * @param value receives their values if graded, [lane][as many]; else unused
     * @param count receives how many are active, [lane]
     */
    public abstract void encode(
            byte[][] images,
            int lanes,
            boolean training,
            RandomStream draws,
            long[] presentations,
            int cycle,
            int[][] index,
            float[][] value,
            int[] count);

    /** s ~ Bernoulli(x). */
    public static final class Bernoulli extends Encoder {
        /** Pixels whose variates are drawn together. */
        private static final int GROUP = 4;

        private static final VarHandle EIGHT_PIXELS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

        private int[] groups = new int[0];
        private int[] end = new int[0];

        @Override
        public boolean isGraded() {
            return false;
        }

        @Override
        public boolean isRandom(boolean training) {
            return true;
        }

        @Override
        public void encode(
                byte[][] images,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            if (lanes == 0) {
                return;
            }
            reserve(lanes, images[0].length);
            int drawn = 0;
            for (int lane = 0; lane < lanes; lane++) {
                drawn = chooseGroups(images[lane], groups, drawn);
                end[lane] = drawn;
            }
            int[][] whole = draws.wholeUniforms(presentations, lanes, cycle, 255, groups, end);
            int first = 0;
            for (int lane = 0; lane < lanes; lane++) {
                count[lane] = compare(images[lane], whole, first, end[lane], index[lane]);
                first = end[lane];
            }
        }

        private void reserve(int lanes, int pixels) {
            int most = lanes * (pixels / GROUP + 2);
            if (groups.length < most) {
                groups = new int[most];
            }
            if (end.length < lanes) {
                end = new int[lanes];
            }
        }

        /** Appends the groups in which some pixel is not 0. Most are 0: two groups are passed over at once. */
        private static int chooseGroups(byte[] pixels, int[] groups, int before) {
            int n = before;
            int k = 0;
            for (; k + Long.BYTES <= pixels.length; k += Long.BYTES) {
                long eight = (long) EIGHT_PIXELS.get(pixels, k);
                groups[n] = k / GROUP;
                groups[n + 1] = k / GROUP + 1;
                // x or −x has the sign bit exactly if x is not 0.
                n += (int) ((eight | -eight) >>> 63) << 1;
            }
            for (; k < pixels.length; k += GROUP) {
                groups[n++] = k / GROUP;
            }
            return n;
        }

        private int compare(byte[] pixels, int[][] variates, int from, int to, int[] list) {
            int[] r0 = variates[0];
            int[] r1 = variates[1];
            int[] r2 = variates[2];
            int[] r3 = variates[3];
            int whole = pixels.length / GROUP;
            int entries = 0;
            for (int i = from; i < to; i++) {
                int group = groups[i];
                int k = GROUP * group;
                if (group < whole) {
                    list[entries] = k;
                    entries += isBelow(r0[i], pixels[k]);
                    list[entries] = k + 1;
                    entries += isBelow(r1[i], pixels[k + 1]);
                    list[entries] = k + 2;
                    entries += isBelow(r2[i], pixels[k + 2]);
                    list[entries] = k + 3;
                    entries += isBelow(r3[i], pixels[k + 3]);
                } else {
                    for (int j = 0; k + j < pixels.length; j++) {
                        list[entries] = k + j;
                        entries += isBelow(variates[j][i], pixels[k + j]);
                    }
                }
            }
            return entries;
        }

        /** 1 if r &lt; byte/255, that is ⌊255 r⌋ &lt; byte, else 0. */
        private static int isBelow(int variate, byte pixel) {
            return variate - (pixel & 0xFF) >>> 31;
        }
    }

    /** s = x. */
    public static final class Analog extends Encoder {
        @Override
        public boolean isGraded() {
            return true;
        }

        @Override
        public boolean isRandom(boolean training) {
            return false;
        }

        @Override
        public void encode(
                byte[][] images,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            for (int lane = 0; lane < lanes; lane++) {
                count[lane] = nonZero(images[lane], index[lane], value[lane]);
            }
        }

        private static int nonZero(byte[] pixels, int[] index, float[] value) {
            int entries = 0;
            for (int k = 0; k < pixels.length; k++) {
                index[entries] = k;
                value[entries] = INTENSITY[pixels[k] & 0xFF];
                // −x has the sign bit exactly if x, from 0 to 255, is not 0.
                entries += -(pixels[k] & 0xFF) >>> 31;
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
        public boolean isRandom(boolean training) {
            return training;
        }

        @Override
        public void encode(
                byte[][] images,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            if (!training) {
                analog.encode(images, lanes, false, draws, presentations, cycle, index, value, count);
                return;
            }
            int pixels = lanes == 0 ? 0 : images[0].length;
            draws.normals(presentations, lanes, cycle, value, pixels);
            for (int lane = 0; lane < lanes; lane++) {
                addImage(images[lane], index[lane], value[lane]);
                count[lane] = pixels;
            }
        }

        private void addImage(byte[] pixels, int[] index, float[] value) {
            for (int k = 0; k < pixels.length; k++) {
                index[k] = k;
                value[k] = INTENSITY[pixels[k] & 0xFF] + noise * value[k];
            }
        }
    }
}
