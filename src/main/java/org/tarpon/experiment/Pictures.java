package org.tarpon.experiment;

import java.util.Optional;
import java.util.function.Function;
import org.tarpon.data.Dataset;
import org.tarpon.data.ImageSamples;
import org.tarpon.scenario.Range;
import org.tarpon.scenario.Stimulus;

/**
 * The pixels that sources of a circuit show.
 *
 * @param data of the scenario
 */
record Pictures(Dataset data) implements Function<Stimulus.Images, byte[][]> {
    static Function<Stimulus.Images, byte[][]> of(Optional<Dataset> data) {
        return data.<Function<Stimulus.Images, byte[][]>>map(Pictures::new).orElse(Stimulus.NO_PICTURES);
    }

    @Override
    public byte[][] apply(Stimulus.Images images) {
        ImageSamples samples = images.part() == Stimulus.Part.TRAINING ? data.training() : data.test();
        return Range.numbers(images.samples()).mapToObj(samples::pixels).toArray(byte[][]::new);
    }
}
