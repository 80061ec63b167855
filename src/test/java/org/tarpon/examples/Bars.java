package org.tarpon.examples;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tarpon.extension.DatasetProvider;
import org.tarpon.extension.LabelledImages;

/**
 * A user's own data set: noisy bars on 8 x 8 pixels, in the upper half (class 0) or in the lower (class 1). Named in
 * META-INF/services/org.tarpon.extension.DatasetProvider, and so known as "bars".
 */
public final class Bars implements DatasetProvider {
    private static final int SIDE = 8;

    @Override
    public String name() {
        return "bars";
    }

    @Override
    public int trainingSamples() {
        return 400;
    }

    @Override
    public int testSamples() {
        return 200;
    }

    @Override
    public int rows() {
        return SIDE;
    }

    @Override
    public int columns() {
        return SIDE;
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public LabelledImages training(Optional<Path> folder) {
        return drawn(trainingSamples(), 1);
    }

    @Override
    public LabelledImages test(Optional<Path> folder) {
        return drawn(testSamples(), 2);
    }

    private static LabelledImages drawn(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] images = new byte[count][SIDE * SIDE];
        byte[] labels = new byte[count];
        for (int sample = 0; sample < count; sample++) {
            int bar = random.nextInt(SIDE);
            labels[sample] = (byte) (bar / (SIDE / 2));
            for (int k = 0; k < SIDE * SIDE; k++) {
                images[sample][k] = (byte) (k / SIDE == bar ? 120 + random.nextInt(130) : random.nextInt(70));
            }
        }
        return new LabelledImages(images, labels);
    }
}
