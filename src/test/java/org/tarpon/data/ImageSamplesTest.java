package org.tarpon.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageSamplesTest {
    private final byte[][] images = {{0, 1}, {2, 3}, {4, 5}, {6, 7}};
    private final ImageSamples samples = new ImageSamples(1, 2, images, new byte[] {0, 1, 2, (byte) 200});

    @Test
    void givesImagesAndLabels() {
        assertEquals(4, samples.count());
        assertEquals(2, samples.inputs());
        assertSame(images[2], samples.pixels(2));
        assertEquals(200, samples.label(3));
    }

    @Test
    void aSliceIsAViewAndSoIsItsSlice() {
        ImageSamples slice = samples.slice(1, 4).slice(1, 3);
        assertEquals(2, slice.count());
        assertSame(images[2], slice.pixels(0));
        assertEquals(200, slice.label(1));
        assertEquals(0, samples.slice(4, 4).count());
    }

    @Test
    void namesTheGroupsOfPixelsThatAreNotBlack() {
        byte[] image = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, -1, 0, 0, 0, 0, 0, -128};
        ImageSamples one = new ImageSamples(2, 11, new byte[][] {new byte[22], image}, new byte[2]);
        long[] expected = {1L << 32 | 1, 3L << 32 | 0xFF00_0200L, 5L << 32 | 0x8000};
        assertArrayEquals(expected, one.slice(1, 2).occupied(0));
        assertSame(one.occupied(1), one.slice(1, 2).occupied(0));
        assertEquals(0, one.occupied(0).length);
        assertThrows(IndexOutOfBoundsException.class, () -> one.slice(0, 1).occupied(1));
    }

    @Test
    void aSliceDoesNotLetOneSeePastItsEnds() {
        ImageSamples slice = samples.slice(1, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> slice.pixels(2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.label(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> samples.slice(3, 2));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ImageSamples(1, 2, images, new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> new ImageSamples(2, 2, images, new byte[4]));
        assertThrows(IllegalArgumentException.class, () -> new ImageSamples(0, 2, images, new byte[4]));
    }
}
