package org.tarpon.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tarpon.extension.Recorder;
import org.tarpon.extension.RecorderProvider;
import org.tarpon.neuron.Parameters;

/** A user's own recorder: after each evaluated epoch a table of how many spikes the neurons of each population fire a sample. */
public final class RateTable implements Recorder {
    /** Named in META-INF/services/org.tarpon.extension.RecorderProvider, and so known as "rate-table". */
    public static final class Provider implements RecorderProvider {
        @Override
        public String name() {
            return "rate-table";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("least");
        }

        @Override
        public Recorder create(Parameters parameters) {
            return new RateTable(parameters.or("least", 0));
        }
    }

    private final double least;
    private final Map<String, long[]> spikes = new TreeMap<>();
    private int epoch;
    private int samples;

    private RateTable(double least) {
        this.least = least;
    }

    @Override
    public void begin(int epoch, SortedMap<String, Integer> populations) {
        this.epoch = epoch;
        populations.forEach((name, size) -> spikes.put(name, new long[size]));
    }

    @Override
    public void beginSample(int sample, int label) {
        samples++;
    }

    @Override
    public void spike(long nanos, String population, int neuron) {
        spikes.get(population)[neuron]++;
    }

    @Override
    public void end(Map<String, Double> metrics, Path folder) throws IOException {
        StringBuilder table = new StringBuilder("population,neuron,rate\n");
        spikes.forEach((population, counts) -> {
            for (int neuron = 0; neuron < counts.length; neuron++) {
                double rate = (double) counts[neuron] / samples;
                if (rate > least) {
                    table.append(population)
                            .append(',')
                            .append(neuron)
                            .append(',')
                            .append(rate)
                            .append('\n');
                }
            }
        });
        table.append("# test_error ").append(metrics.get("test_error")).append('\n');
        Files.writeString(folder.resolve("epoch-" + epoch + ".csv"), table);
    }
}
