package org.tarpon.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.tarpon.record.ChangeRecorder;
import org.tarpon.scenario.CircuitScenario;

/** The first recorded spikes of a circuit. */
final class SpikesSection implements Section {
    private static final int MOST = 20_000;
    private static final double MOST_MILLIS = 200;

    @Override
    public String id() {
        return "spikes";
    }

    @Override
    public String title() {
        return "Recorded spikes";
    }

    @Override
    public void write(RunFiles run, Element section) {
        if (run.circuit().isEmpty()) {
            return;
        }
        List<String[]> spikes;
        try {
            spikes = run.recording(run.directory().spikes(), ChangeRecorder.HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (spikes.isEmpty()) {
            return;
        }
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (CircuitScenario.Population population : run.circuit().get().populations()) {
            sizes.put(population.name(), population.size());
        }
        sizes.keySet().retainAll(spikes.stream().map(cells -> cells[1]).toList());
        Raster raster = new Raster(sizes);
        try {
            double begin = 1e-6 * Long.parseLong(spikes.get(0)[0]);
            for (String[] cells : spikes.subList(0, Math.min(MOST, spikes.size()))) {
                double time = 1e-6 * Long.parseLong(cells[0]) - begin;
                if (time <= MOST_MILLIS) {
                    Raster.Kind kind = cells[4].startsWith("-") ? Raster.Kind.SILENCE : Raster.Kind.SPIKE;
                    raster.point(time, cells[1], Integer.parseInt(cells[3]), kind);
                }
            }
            if (!raster.isEmpty()) {
                raster.append(
                        section,
                        "The first recorded spikes",
                        "Spikes of " + String.join(", ", sizes.keySet()) + " from " + Figures.of(begin)
                                + " ms of simulated time on.");
            }
        } catch (NumberFormatException e) {
            run.miss("spikes.csv was altered: some of its numbers are none.");
        }
    }
}
