package org.tarpon.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The labelled grey-scale images of one part of a data set, in file order.
 *
 * <p>Each image is one array, so that an encoder reads it without copying and without an offset; a {@link #slice} shares
 * the arrays. Immutable by convention: nobody writes to an array handed in or out.
 */
public final class ImageSamples {
    /** Neighbouring pixels that {@link #occupied} gives together. */
    static final int GROUP = 4;

    private final int rows;
    private final int columns;
    private final byte[][] images;
    private final AtomicReferenceArray<long[]> occupied;
    private final byte[] labels;
    private final int first;
    private final int count;

    /**
     * Wraps the arrays without copying them.
     *
     * @param rows height of an image, at least 1
     * @param columns width of an image, at least 1
     * @param images one array of rows x columns pixels a sample, row by row, each an unsigned byte
     * @param labels one label a sample, each an unsigned byte
     * @throws IllegalArgumentException if there are not as many labels as images, or an image has another size
     */
    public ImageSamples(int rows, int columns, byte[][] images, byte[] labels) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("an image of " + rows + " x " + columns + " pixels");
        }
        if (images.length != labels.length) {
            throw new IllegalArgumentException(images.length + " images, but " + labels.length + " labels");
        }
        for (byte[] image : images) {
            if (image.length != rows * columns) {
                throw new IllegalArgumentException(
                        "an image of " + image.length + " pixels among images of " + rows + " x " + columns);
            }
        }
        this.rows = rows;
        this.columns = columns;
        this.images = images;
        this.occupied = new AtomicReferenceArray<>(images.length);
        this.labels = labels;
        this.first = 0;
        this.count = images.length;
    }

    private ImageSamples(ImageSamples whole, int from, int to) {
        this.rows = whole.rows;
        this.columns = whole.columns;
        this.images = whole.images;
        this.occupied = whole.occupied;
        this.labels = whole.labels;
        this.first = whole.first + from;
        this.count = to - from;
    }

    /** The number of samples. */
    public int count() {
        return count;
    }

    /** Height of an image in pixels. */
    public int rows() {
        return rows;
    }

    /** Width of an image in pixels. */
    public int columns() {
        return columns;
    }

    /** Pixels of one image: rows times columns. */
    public int inputs() {
        return rows * columns;
    }

    /**
     * The image itself, not a copy; do not write to it.
     *
     * @param sample 0 to count - 1
     * @return {@link #inputs} pixels, row by row, from 0 to 255 as unsigned bytes ({@code pixel & 0xFF})
     */
    public byte[] pixels(int sample) {
        return images[first + Objects.checkIndex(sample, count)];
    }

    /**
     * What is not black: the groups of four neighbouring pixels of which some is not 0, in ascending order. Made when first
     * asked for, and kept: of images that are mostly black it is a third of what there is to read, and mostly not in the cache.
     *
     * @param sample 0 to count - 1
     * @return not to be written to; the upper half of each is the group's number g, the lower half the pixels 4g to 4g + 3,
     *     the first in the lowest byte, 0 for those beyond the end of the image
     */
    long[] occupied(int sample) {
        int image = first + Objects.checkIndex(sample, count);
        long[] known = occupied.get(image);
        if (known == null) {
            known = pack(images[image]);
            occupied.set(image, known);
        }
        return known;
    }

    private static long[] pack(byte[] pixels) {
        long[] groups = new long[(pixels.length + GROUP - 1) / GROUP];
        int n = 0;
        for (int k = 0; k < pixels.length; k += GROUP) {
            long four = 0;
            for (int i = Math.min(pixels.length - k, GROUP) - 1; i >= 0; i--) {
                four = four << Byte.SIZE | pixels[k + i] & 0xFF;
            }
            groups[n] = (long) (k / GROUP) << Integer.SIZE | four;
            n += four == 0 ? 0 : 1;
        }
        return Arrays.copyOf(groups, n);
    }

    /**
     * The class of one sample.
     *
     * @param sample 0 to count - 1
     * @return the label, from 0
     */
    public int label(int sample) {
        return labels[first + Objects.checkIndex(sample, count)] & 0xFF;
    }

    /**
     * A view of the samples from {@code from} (inclusive) to {@code to} (exclusive); no pixel is copied.
     *
     * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= count
     */
    public ImageSamples slice(int from, int to) {
        Objects.checkFromToIndex(from, to, count);
        return new ImageSamples(this, from, to);
    }
}
