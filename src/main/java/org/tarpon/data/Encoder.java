package org.tarpon.data;

import org.tarpon.random.RandomStream;

/**
 * How the pixels x = byte/255 of images become the activity of a source population (S3). An encoder writes the active
 * neurons in ascending order and, if it is graded, their values; a pixel of 0 that stays 0 costs nothing downstream. It
 * encodes the images of all lanes of a block in one call, because draws cost less together.
 *
 * <p>Holds scratch space: one instance per thread.
 */
public abstract sealed class Encoder {
    private static final float[] INTENSITY = new float[256];

    static {
        for (int i = 0; i < INTENSITY.length; i++) {
            INTENSITY[i] = i / 255f;
        }
    }

    private Encoder() {}

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
     * @param samples where the images are
     * @param shown which of them, [lane]; only the first {@code lanes} are read
     * @param training whether noise that belongs to training is added
     * @param draws the population's stream
     * @param presentations their numbers, [lane]
     * @param index receives the active neurons, [lane][room for one more than there are pixels]
     * @param value receives their values if graded, [lane][as many]; else unused
     * @param count receives how many are active, [lane]
     */
    public abstract void encode(
            ImageSamples samples,
            int[] shown,
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
        private int[] groups = new int[0];
        private int[] end = new int[0];
        private long[][] images = new long[0][];

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
                ImageSamples samples,
                int[] shown,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            reserve(lanes, samples.inputs());
            int drawn = 0;
            // Apart from the loop over pixels, so that what is not in the cache is fetched for several lanes at once.
            for (int lane = 0; lane < lanes; lane++) {
                images[lane] = samples.occupied(shown[lane]);
                drawn += images[lane].length;
                end[lane] = drawn;
            }
            for (int lane = 0; lane < lanes; lane++) {
                append(images[lane], groups, end[lane] - images[lane].length);
            }
            int[][] whole = draws.wholeUniforms(presentations, lanes, cycle, 255, groups, end);
            int first = 0;
            for (int lane = 0; lane < lanes; lane++) {
                count[lane] = compare(images[lane], whole, first, index[lane]);
                first = end[lane];
            }
        }

        private void reserve(int lanes, int pixels) {
            int most = lanes * (pixels / ImageSamples.GROUP + 1);
            if (groups.length < most) {
                groups = new int[most];
            }
            if (end.length < lanes) {
                end = new int[lanes];
                images = new long[lanes][];
            }
        }

        private static void append(long[] image, int[] groups, int before) {
            for (int i = 0; i < image.length; i++) {
                groups[before + i] = (int) (image[i] >>> Integer.SIZE);
            }
        }

        private static int compare(long[] image, int[][] variates, int first, int[] list) {
            int[] r0 = variates[0];
            int[] r1 = variates[1];
            int[] r2 = variates[2];
            int[] r3 = variates[3];
            int entries = 0;
            for (int i = 0; i < image.length; i++) {
                int k = ImageSamples.GROUP * (int) (image[i] >>> Integer.SIZE);
                int pixels = (int) image[i];
                list[entries] = k;
                entries += isBelow(r0[first + i], pixels);
                list[entries] = k + 1;
                entries += isBelow(r1[first + i], pixels >>> 8);
                list[entries] = k + 2;
                entries += isBelow(r2[first + i], pixels >>> 16);
                list[entries] = k + 3;
                entries += isBelow(r3[first + i], pixels >>> 24);
            }
            return entries;
        }

        /** 1 if r &lt; byte/255, that is ⌊255 r⌋ &lt; byte, else 0; the byte is the lowest of {@code pixel}. */
        private static int isBelow(int variate, int pixel) {
            return variate - (pixel & 0xFF) >>> 31;
        }
    }

    /**
     * Events of a recording ({@link KnownDataset#events}), of which each cycle shows the channels that had one in its part:
     * of C cycles, cycle k the shares from 8k/C to 8(k + 1)/C.
     */
    public static final class Events extends Encoder {
        private final int sharesOfCycle;

        /** @param cycles of a presentation: 1, 2, 4 or 8 */
        public Events(int cycles) {
            if (EventSets.SHARES % cycles != 0) {
                throw new IllegalArgumentException("events cannot be shown in " + cycles + " cycles");
            }
            this.sharesOfCycle = EventSets.SHARES / cycles;
        }

        @Override
        public boolean isGraded() {
            return false;
        }

        /** It draws nothing, but what the last cycle showed is not what the first will. */
        @Override
        public boolean isRandom(boolean training) {
            return true;
        }

        @Override
        public void encode(
                ImageSamples samples,
                int[] shown,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            int shares = ((1 << sharesOfCycle) - 1) << cycle * sharesOfCycle;
            for (int lane = 0; lane < lanes; lane++) {
                byte[] sample = samples.pixels(shown[lane]);
                int entries = 0;
                for (int k = 0; k < sample.length; k++) {
                    index[lane][entries] = k;
                    // −x has the sign bit exactly if x, from 0 to 255, is not 0.
                    entries += -(sample[k] & shares) >>> 31;
                }
                count[lane] = entries;
            }
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
                ImageSamples samples,
                int[] shown,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            for (int lane = 0; lane < lanes; lane++) {
                count[lane] = nonZero(samples.pixels(shown[lane]), index[lane], value[lane]);
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
                ImageSamples samples,
                int[] shown,
                int lanes,
                boolean training,
                RandomStream draws,
                long[] presentations,
                int cycle,
                int[][] index,
                float[][] value,
                int[] count) {
            if (!training) {
                analog.encode(samples, shown, lanes, false, draws, presentations, cycle, index, value, count);
                return;
            }
            int pixels = samples.inputs();
            draws.normals(presentations, lanes, cycle, value, pixels);
            for (int lane = 0; lane < lanes; lane++) {
                addImage(samples.pixels(shown[lane]), index[lane], value[lane]);
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
