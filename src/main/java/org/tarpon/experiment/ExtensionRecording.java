package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tarpon.data.ImageSamples;
import org.tarpon.engine.VolleyListener;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.Recorder;
import org.tarpon.extension.RecorderProvider;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;
import org.tarpon.network.Presentations;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;
import org.tarpon.neuron.Parameters;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Plugins;
import org.tarpon.scenario.Scenario;

/** Shows an extension's recorder test samples, after an epoch. Nothing is learned and no figure changes. */
final class ExtensionRecording implements VolleyListener {
    private final Scenario scenario;
    private final Network network;
    private final Scenario.Recorder wanted;
    private final RecorderProvider provider;
    private final SimulatedBlock block;
    private Recorder recorder;

    /** Readies the recorder of a run. */
    ExtensionRecording(Scenario scenario, Scenario.Recorder wanted, Network network, LearningSetup learning) {
        this.scenario = scenario;
        this.network = network;
        this.wanted = wanted;
        this.provider = Plugins.recorders().get(wanted.type());
        this.block = new SimulatedBlock(scenario, network, learning, 1, List.of(this));
    }

    /**
     * Records an epoch.
     *
     * @param epoch from 0
     */
    void record(int epoch, ImageSamples test, ObjectNode metrics, RunDirectory directory) {
        try {
            Path folder = Files.createDirectories(directory.recorder(wanted.type()));
            recorder = Extensions.create("recorder", provider, new Parameters(wanted.parameters()));
            SortedMap<String, Integer> populations = new TreeMap<>();
            network.populations().forEach(each -> populations.put(each.name(), each.size()));
            recorder.begin(epoch + 1, Collections.unmodifiableSortedMap(populations));
            for (int sample = wanted.firstSample(); sample <= wanted.lastSample(); sample++) {
                recorder.beginSample(sample, test.label(sample));
                block.begin(Purpose.RECORDING, test);
                block.presentations()
                        .add(Evaluator.presentation(scenario, test, epoch, sample), sample, test.label(sample));
                block.present();
            }
            recorder.end(results(metrics), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw ExtensionException.of("recorder `" + wanted.type() + "`", provider.getClass(), e);
        }
    }

    /** The metrics but for what depends on the machine's speed. */
    private static Map<String, Double> results(ObjectNode metrics) {
        Map<String, Double> results = new TreeMap<>();
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            if (metric.getValue().isNumber() && !metric.getKey().equals("train_samples_per_second")) {
                results.put(metric.getKey(), metric.getValue().asDouble());
            }
        }
        return Collections.unmodifiableMap(results);
    }

    @Override
    public void sent(long time, Pathway pathway, Signal signal, Volley volley, Presentations presentations) {
        boolean activity = signal == Signal.ACTIVITY && pathway.direction() == Direction.FEEDFORWARD;
        // What leaves on several pathways is told once.
        if (!activity
                || volley.form() != Form.SPIKE
                || network.from(pathway.from(), Direction.FEEDFORWARD).get(0) != pathway) {
            return;
        }
        for (int k = 0; k < volley.count(0); k++) {
            recorder.spike(time, pathway.from().name(), volley.indices(0)[k]);
        }
    }
}
