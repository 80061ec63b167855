package org.tarpon.data;

import org.tarpon.extension.EncoderProvider;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.InputEncoder;
import org.tarpon.neuron.Parameters;
import org.tarpon.random.RandomStream;

/** An encoder of an extension, lane by lane. */
public final class ExtensionEncoder extends Encoder {
    private final EncoderProvider provider;
    private final InputEncoder encoder;
    private final boolean graded;
    private final Showing showing = new Showing();
    private final Entries entries = new Entries();

    /** @throws ExtensionException if it cannot be made */
    public ExtensionEncoder(EncoderProvider provider, Parameters parameters) {
        this.provider = provider;
        this.encoder = Extensions.create("encoder", provider, parameters);
        this.graded = provider.isGraded();
    }

    @Override
    public boolean isGraded() {
        return graded;
    }

    @Override
    public boolean isRandom(boolean training) {
        return provider.isRandom(training);
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
        try {
            for (int lane = 0; lane < lanes; lane++) {
                byte[] image = samples.pixels(shown[lane]);
                showing.begin(draws, presentations[lane], cycle, training, image.length);
                entries.begin(index[lane], graded ? value[lane] : null, image.length);
                encoder.encode(image, showing, entries);
                count[lane] = entries.count;
            }
        } catch (RuntimeException | LinkageError e) {
            throw ExtensionException.of("encoder `" + provider.name() + "`", provider.getClass(), e);
        }
    }

    /** Draws whole rows, when first asked. */
    private static final class Showing implements InputEncoder.Shown {
        private RandomStream draws;
        private long presentation;
        private int cycle;
        private boolean training;
        private int pixels;
        private boolean hasUniforms;
        private boolean hasNormals;
        private float[] uniforms = {};
        private float[] normals = {};

        void begin(RandomStream draws, long presentation, int cycle, boolean training, int pixels) {
            this.draws = draws;
            this.presentation = presentation;
            this.cycle = cycle;
            this.training = training;
            this.pixels = pixels;
            hasUniforms = false;
            hasNormals = false;
            if (uniforms.length < pixels) {
                uniforms = new float[pixels];
                normals = new float[pixels];
            }
        }

        @Override
        public boolean isTraining() {
            return training;
        }

        @Override
        public int cycle() {
            return cycle;
        }

        @Override
        public float uniform(int neuron) {
            if (!hasUniforms) {
                draws.uniforms(presentation, cycle, uniforms, pixels);
                hasUniforms = true;
            }
            return uniforms[neuron];
        }

        @Override
        public float normal(int neuron) {
            if (!hasNormals) {
                draws.normals(presentation, cycle, normals, pixels);
                hasNormals = true;
            }
            return normals[neuron];
        }
    }

    /** The lists of one lane. */
    private static final class Entries implements InputEncoder.Activity {
        private int[] index;
        private float[] value;
        private int neurons;
        private int count;

        void begin(int[] index, float[] value, int neurons) {
            this.index = index;
            this.value = value;
            this.neurons = neurons;
            this.count = 0;
        }

        @Override
        public void fire(int neuron) {
            if (value != null) {
                throw new IllegalStateException("an encoder that sends numbers lets neuron " + neuron + " spike");
            }
            add(neuron);
        }

        @Override
        public void send(int neuron, float number) {
            if (value == null || !Float.isFinite(number)) {
                throw new IllegalStateException("neuron " + neuron + " sends " + number
                        + (value == null ? ", but the encoder sends spikes" : ", which is not finite"));
            }
            add(neuron);
            value[count - 1] = number;
        }

        private void add(int neuron) {
            if (neuron < 0 || neuron >= neurons || count > 0 && neuron <= index[count - 1]) {
                throw new IllegalStateException("neuron " + neuron + " is not "
                        + (neuron < 0 || neuron >= neurons
                                ? "one of the " + neurons
                                : "above " + index[count - 1] + ", named before it"));
            }
            index[count++] = neuron;
        }
    }
}
