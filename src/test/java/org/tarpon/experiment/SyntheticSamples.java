package org.tarpon.experiment;

import java.util.Random;
import org.tarpon.data.ImageSamples;

/** Invented images of the size of real ones, whose class shows as a bright band. */
final class SyntheticSamples {
    private static final int SIDE = 28;

    private SyntheticSamples() {}

    static ImageSamples of(int count, long seed) {
        Random random = new Random(seed);
        byte[][] images = new byte[count][SIDE * SIDE];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            for (int k = 0; k < SIDE * SIDE; k++) {
                boolean band = k / SIDE / 2 == labels[i];
                images[i][k] = (byte) (band ? 150 + random.nextInt(106) : Math.max(0, random.nextInt(200) - 150));
            }
        }
        return new ImageSamples(SIDE, SIDE, images, labels);
    }
}
