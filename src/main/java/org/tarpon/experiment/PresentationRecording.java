package org.tarpon.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.tarpon.data.ImageSamples;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Signal;
import org.tarpon.phasefree.LearningSimulator;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.MessageRecorder;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;

/**
 * Shows the first test sample once more when all is learned, with its label, and writes every message of it. Nothing is
 * learned and no figure changes.
 */
final class PresentationRecording {
    private static final int SAMPLE = 0;

    private PresentationRecording() {}

    /** With the draws of the last evaluation's first pass, as {@link SpikeRecording}. */
    static void write(
            Scenario scenario, Network network, LearningSetup learning, ImageSamples test, RunDirectory directory)
            throws IOException {
        write(directory, recorder -> {
            SimulatedBlock block = new SimulatedBlock(scenario, network, learning, 1, List.of(recorder));
            int epoch = scenario.train().epochs() - 1;
            block.begin(Purpose.RECORDING, test);
            block.presentations()
                    .add(Evaluator.presentation(scenario, test, epoch, SAMPLE), SAMPLE, test.label(SAMPLE));
            block.present();
        });
    }

    /** Of a network without phases; the label comes while the image is there, as in learning. */
    static void write(LearningSimulator simulator, ImageSamples test, RunDirectory directory) throws IOException {
        write(
                directory,
                recorder -> simulator.show(
                        test.pixels(SAMPLE), test.label(SAMPLE), (time, pathway, difference, neuron, sign) -> {
                            Signal signal = difference ? Signal.TARGET : Signal.ACTIVITY;
                            Form form = difference ? Form.DIFFERENCE_SPIKE : Form.SPIKE;
                            recorder.message(time - pathway.delayNanos(), pathway, signal, form, neuron, sign);
                        }));
    }

    @FunctionalInterface
    private interface Showing {
        void listenedToBy(MessageRecorder recorder);
    }

    private static void write(RunDirectory directory, Showing showing) throws IOException {
        try {
            AtomicFile.write(directory.presentation(), out -> showing.listenedToBy(new MessageRecorder(out)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
