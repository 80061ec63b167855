package org.tarpon.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.PatternSource;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.SpikeTrains;

/** What sources send, where parameters of a model do not say it. Times count from the beginning of the simulation. */
public sealed interface Stimulus {
    /** For whom only what sources are is of interest, not what they send. */
    Function<Images, byte[][]> NO_PICTURES = images -> new byte[0][];

    /** @param pictures gives the pixels of images, one after the other, each as many unsigned bytes as there are neurons */
    Dynamics dynamics(Function<Images, byte[][]> pictures);

    /** One rate for all neurons that changes with time. */
    record Varying(RateProfile profile) implements Stimulus {
        @Override
        public Dynamics dynamics(Function<Images, byte[][]> pictures) {
            return new PoissonSource(profile);
        }
    }

    /**
     * Spikes at given times.
     *
     * @param file where they are listed, if not in the scenario
     * @param of whose they are, if the file is a recording of several populations
     * @param firstSender in a file of NEST, the node that is neuron 0
     */
    record Given(SpikeTrains trains, Optional<String> file, Optional<String> of, int firstSender) implements Stimulus {
        @Override
        public Dynamics dynamics(Function<Images, byte[][]> pictures) {
            return trains;
        }
    }

    /** Samples that a network learns from, or that are kept. */
    enum Part implements Keyed {
        TRAINING,
        TEST
    }

    /**
     * A neuron for each pixel, whose rate is proportional to it, image after image.
     *
     * @param samples of which one is shown after the other, again and again
     * @param presentationNanos for how long each is shown, above 0
     * @param blankNanos for how long nothing is shown after each, 0 or more
     * @param maximum rate of a white pixel in hertz
     */
    record Images(Part part, List<Range> samples, long presentationNanos, long blankNanos, double maximum)
            implements Stimulus {
        public Images {
            samples = List.copyOf(samples);
        }

        @Override
        public Dynamics dynamics(Function<Images, byte[][]> pictures) {
            return new PatternSource(pictures.apply(this), maximum, presentationNanos, blankNanos);
        }
    }
}
