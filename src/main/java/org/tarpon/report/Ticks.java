package org.tarpon.report;

import java.util.List;
import java.util.Locale;

/**
 * The labels of an axis.
 *
 * @param places of the ticks, in points from where the plot begins
 * @param length of the plot
 * @param content part of it through which the range goes, in its middle
 */
record Ticks(List<Double> places, double length, double content, Chart.Range range) {
    private static final int MOST_DECIMALS = 9;

    /** Takes a label. */
    @FunctionalInterface
    interface Labels {
        void put(double place, String label);
    }

    void labels(Labels labels) {
        int decimals = 0;
        // XChart puts ticks at round numbers: as many decimals as it takes to tell them from their neighbours.
        double step = places.size() < 2 ? Math.abs(value(0)) : Math.abs(value(1) - value(0));
        for (double scaled = step;
                decimals < MOST_DECIMALS && Math.abs(scaled - Math.rint(scaled)) > 1e-3;
                scaled *= 10) {
            decimals++;
        }
        double largest = Math.max(Math.abs(range.from), Math.abs(range.to));
        for (int i = 0; i < places.size(); i++) {
            String label = largest >= 1e7
                    ? Figures.of(step * Math.rint(value(i) / step))
                    : String.format(Locale.ROOT, "%,." + decimals + "f", value(i));
            labels.put(places.get(i), label.matches("-0(\\.0*)?") ? "0" : label.replace('-', '−'));
        }
    }

    private double value(int tick) {
        if (tick >= places.size()) {
            return 0;
        }
        double margin = length * (1 - content) / 2;
        return range.from + (places.get(tick) - margin) / (length - 2 * margin) * (range.to - range.from);
    }
}
