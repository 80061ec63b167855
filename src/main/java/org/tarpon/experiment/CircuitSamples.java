package org.tarpon.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tarpon.analysis.LaggedCovariance;
import org.tarpon.circuit.CellGroup;
import org.tarpon.circuit.Circuit;
import org.tarpon.engine.AsynchronousSimulator;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitScenario.Average;
import org.tarpon.scenario.CircuitScenario.Covariance;
import org.tarpon.scenario.CircuitScenario.Recording;
import org.tarpon.state.Archive;

/** What is measured of the states of neurons at equal steps: fractions, covariances, joint states. Memory does not grow. */
final class CircuitSamples {
    private final Recording recording;
    private final Map<String, CellGroup> groups = new LinkedHashMap<>();
    private final double[] sums; // of fractions, by position in recording.activity()
    private final double[] last;
    private final List<LaggedCovariance[]> covariances = new ArrayList<>();
    private final long[] states;
    private long count;

    CircuitSamples(Recording recording, Circuit circuit) {
        this.recording = recording;
        circuit.groups().forEach(group -> groups.put(group.name(), group));
        this.sums = new double[recording.activity().size()];
        this.last = new double[sums.length];
        this.states = new long
                [recording.states().isEmpty() ? 0 : 1 << recording.states().size()];
        for (Covariance covariance : recording.covariances()) {
            long largest =
                    covariance.lagsNanos().stream().mapToLong(Math::abs).max().orElse(0);
            boolean single = covariance.average() == Average.POPULATIONS;
            LaggedCovariance[] each = new LaggedCovariance
                    [single ? 1 : groups.get(covariance.of()).size()];
            for (int i = 0; i < each.length; i++) {
                each[i] = new LaggedCovariance((int) (largest / recording.everyNanos()));
            }
            covariances.add(each);
        }
    }

    /** Takes the states as they are now. */
    void take(AsynchronousSimulator simulator) {
        count++;
        for (int k = 0; k < sums.length; k++) {
            last[k] = fraction(simulator, recording.activity().get(k));
            sums[k] += last[k];
        }
        for (int k = 0; k < covariances.size(); k++) {
            Covariance covariance = recording.covariances().get(k);
            LaggedCovariance[] each = covariances.get(k);
            if (covariance.average() == Average.POPULATIONS) {
                each[0].add(fraction(simulator, covariance.of()), fraction(simulator, covariance.with()));
                continue;
            }
            CellGroup of = groups.get(covariance.of());
            CellGroup with = groups.get(covariance.with());
            for (int i = 0; i < each.length; i++) {
                each[i].add(simulator.isUp(of, i) ? 1 : 0, simulator.isUp(with, i) ? 1 : 0);
            }
        }
        if (states.length > 0) {
            List<String> names = recording.states();
            for (int i = 0; i < groups.get(names.get(0)).size(); i++) {
                int state = 0;
                for (int k = 0; k < names.size(); k++) {
                    state |= simulator.isUp(groups.get(names.get(k)), i) ? 1 << k : 0;
                }
                states[state]++;
            }
        }
    }

    private double fraction(AsynchronousSimulator simulator, String name) {
        CellGroup group = groups.get(name);
        int up = 0;
        for (int i = 0; i < group.size(); i++) {
            up += simulator.isUp(group, i) ? 1 : 0;
        }
        return (double) up / group.size();
    }

    long count() {
        return count;
    }

    /** Lists all sums; the last sample is written when it is taken. */
    void state(Archive archive) {
        count = archive.number("count", count);
        archive.array("sums", sums);
        archive.array("states", states);
        for (int k = 0; k < covariances.size(); k++) {
            for (int i = 0; i < covariances.get(k).length; i++) {
                covariances.get(k)[i].state(archive.part("covariance " + k + " of " + i));
            }
        }
    }

    /** The fraction of active neurons in the last sample, by position in the scenario's list. */
    double activity(int k) {
        return last[k];
    }

    /** Adds what was measured to the metrics. */
    void describe(ObjectNode metrics) {
        for (int k = 0; k < sums.length; k++) {
            EpochMetrics.put(
                    metrics.withObjectProperty("activity"), recording.activity().get(k), sums[k] / count);
        }
        for (int k = 0; k < covariances.size(); k++) {
            Covariance covariance = recording.covariances().get(k);
            for (long lag : covariance.lagsNanos()) {
                double sum = 0;
                for (LaggedCovariance one : covariances.get(k)) {
                    sum += one.at((int) (lag / recording.everyNanos()));
                }
                EpochMetrics.put(
                        metrics.withObjectProperty("covariance"), covariance.key(lag), sum / covariances.get(k).length);
            }
        }
        long total = 0;
        for (long n : states) {
            total += n;
        }
        for (int state = 0; state < states.length; state++) {
            String key = CircuitScenario.stateKey(state, recording.states().size());
            EpochMetrics.put(metrics.withObjectProperty("state"), key, (double) states[state] / total);
        }
    }
}
