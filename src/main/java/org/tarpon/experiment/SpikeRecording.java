package org.tarpon.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.tarpon.data.ImageSamples;
import org.tarpon.network.Network;
import org.tarpon.record.RunDirectory;
import org.tarpon.record.SpikeFiles;
import org.tarpon.record.SpikeRecorder;
import org.tarpon.scenario.Scenario;

/**
 * Shows test samples once more when all is learned, one after the other and with their feedback traffic, and records
 * the spikes. Draws are those of the last evaluation's first pass; nothing is learned and no figure changes.
 */
final class SpikeRecording {
    private SpikeRecording() {}

    /** @param epoch the last, from 0 */
    static void write(
            Scenario scenario,
            Scenario.Spikes wanted,
            Network network,
            LearningSetup learning,
            ImageSamples test,
            int epoch,
            RunDirectory directory)
            throws IOException {
        try (SpikeFiles files = new SpikeFiles(directory, wanted.formats(), SpikeRecorder.HEADER, false)) {
            SpikeRecorder recorder = new SpikeRecorder(network, wanted.populations(), files);
            SimulatedBlock block = new SimulatedBlock(scenario, network, learning, 1, List.of(recorder));
            long length = scenario.timing().cycleNanos() * scenario.timing().cycles();
            for (int sample = wanted.firstSample(); sample <= wanted.lastSample(); sample++) {
                recorder.beginPresentation((sample - wanted.firstSample()) * length);
                block.begin(Purpose.RECORDING, test);
                block.presentations()
                        .add(Evaluator.presentation(scenario, test, epoch, sample), sample, test.label(sample));
                block.present();
            }
            files.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
