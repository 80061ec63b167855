package org.tarpon.network;

/**
 * Convolution (S14, with the correlation's sign of the kernel, as is usual), and the transposed convolution that runs
 * against it. A weight row is what one presynaptic channel sends through one place of the kernel to all postsynaptic
 * channels, row (channel · places + place): a spike costs one addition of a row for each window that sees it. The last row
 * holds one bias for each postsynaptic channel.
 *
 * <p>A mirror has no weights of its own: it is the other one of the two, with another's weights, and biases zero.
 */
public final class Convolution implements Synapses {
    private final Stencil stencil;
    private final int pixelsIn;
    private final int pixelsOut;
    private final int channelsIn;
    private final int channelsOut;
    private final float[][] rows;
    private final Convolution original;

    private Convolution(Stencil stencil, Shape in, Shape out, Convolution original) {
        this(stencil, in.pixels(), out.pixels(), in.channels(), out.channels(), original);
    }

    private Convolution(
            Stencil stencil, int pixelsIn, int pixelsOut, int channelsIn, int channelsOut, Convolution original) {
        this.stencil = stencil;
        this.pixelsIn = pixelsIn;
        this.pixelsOut = pixelsOut;
        this.channelsIn = channelsIn;
        this.channelsOut = channelsOut;
        this.rows = new float[channelsIn * stencil.window() + 1][channelsOut];
        this.original = original;
    }

    /**
     * From a grid to the windows on it, with weights and biases of its own, all zero.
     *
     * @param channels postsynaptic channels
     */
    public static Convolution own(Shape from, Window kernel, int channels) {
        return new Convolution(Stencil.of(from, kernel), from, kernel.over(from, channels), null);
    }

    /**
     * From the windows on a grid to that grid, with weights and biases of its own, all zero: the geometry of the mirror of
     * {@code own(to, kernel, channels)}.
     *
     * @param channels presynaptic channels
     */
    public static Convolution transposed(Shape to, Window kernel, int channels) {
        Shape from = kernel.over(to, channels);
        return new Convolution(Stencil.of(to, kernel).reversed(from.pixels()), from, to, null);
    }

    @Override
    public Convolution mirror() {
        Convolution mirror =
                new Convolution(stencil.reversed(pixelsOut), pixelsOut, pixelsIn, channelsOut, channelsIn, this);
        mirror.refresh();
        return mirror;
    }

    @Override
    public void refresh() {
        if (original == null) {
            return;
        }
        int places = stencil.window();
        for (int row = 0; row < original.rows.length - 1; row++) {
            float[] source = original.rows[row];
            int channel = row / places;
            int place = row % places;
            for (int j = 0; j < source.length; j++) {
                rows[j * places + place][channel] = source[j];
            }
        }
    }

    @Override
    public int presynaptic() {
        return pixelsIn * channelsIn;
    }

    @Override
    public int postsynaptic() {
        return pixelsOut * channelsOut;
    }

    @Override
    public float[][] rows() {
        return rows;
    }

    /** Away from the edges. */
    @Override
    public int fanIn() {
        return stencil.reversed(pixelsOut).reach() * channelsIn;
    }

    /** Away from the edges. */
    @Override
    public int fanOut() {
        return stencil.reach() * channelsOut;
    }

    @Override
    public boolean isMirror() {
        return original != null;
    }

    @Override
    public boolean isLaidOutLike(Synapses other) {
        return other instanceof Convolution convolution
                && channelsIn == convolution.channelsIn
                && channelsOut == convolution.channelsOut
                && stencil.isLike(convolution.stencil);
    }

    @Override
    public int uses(int row) {
        return row == rows.length - 1 ? pixelsOut : stencil.users(row % stencil.window()).length;
    }

    @Override
    public int user(int row, int use) {
        int places = stencil.window();
        return stencil.users(row % places)[use] * channelsIn + row / places;
    }

    @Override
    public int offset(int row, int use) {
        int pixel = row == rows.length - 1 ? use : stencil.ends(row % stencil.window())[use];
        return pixel * channelsOut;
    }

    @Override
    public void addBias(float[] current) {
        float[] bias = rows[rows.length - 1];
        for (int pixel = 0; pixel < pixelsOut; pixel++) {
            RowKernel.addAt(current, pixel * channelsOut, bias);
        }
    }

    @Override
    public void deliver(Volley volley, int lane, float[] own, float[] current) {
        int[] index = volley.indices(lane);
        float[] value = volley.values(lane);
        int count = volley.count(lane);
        for (int k = 0; k < count; k++) {
            if (value == null) {
                deliverSpike(index[k], current);
            } else if (value[k] != 0f) {
                deliverValue(index[k], value[k], current);
            }
        }
    }

    private void deliverSpike(int neuron, float[] current) {
        int pixel = neuron / channelsIn;
        int first = (neuron - pixel * channelsIn) * stencil.window();
        int[] places = stencil.places(pixel);
        int[] targets = stencil.targets(pixel);
        for (int i = 0; i < places.length; i++) {
            RowKernel.addAt(current, targets[i] * channelsOut, rows[first + places[i]]);
        }
    }

    private void deliverValue(int neuron, float value, float[] current) {
        int pixel = neuron / channelsIn;
        int first = (neuron - pixel * channelsIn) * stencil.window();
        int[] places = stencil.places(pixel);
        int[] targets = stencil.targets(pixel);
        for (int i = 0; i < places.length; i++) {
            RowKernel.addScaledAt(current, targets[i] * channelsOut, rows[first + places[i]], value);
        }
    }
}
