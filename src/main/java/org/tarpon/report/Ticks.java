package org.tarpon.report;

import java.util.ArrayList;
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

    /** From here on with powers of ten. */
    private static final double LARGE = 1e7;

    /** Takes a label. */
    @FunctionalInterface
    interface Labels {
        void put(double place, String label);
    }

    /** @param room that a letter takes along the axis, in points */
    void labels(double room, Labels labels) {
        int decimals = 0;
        // XChart puts ticks at round numbers: as many decimals as it takes to tell them from their neighbours.
        double step = places.size() < 2 ? Math.abs(value(0)) : Math.abs(value(1) - value(0));
        double scaled = step;
        while (decimals < MOST_DECIMALS && (scaled < 0.5 || Math.abs(scaled - Math.rint(scaled)) > 1e-3)) {
            scaled *= 10;
            decimals++;
        }
        List<String> all = new ArrayList<>();
        double longest = 0;
        for (int i = 0; i < places.size(); i++) {
            all.add(label(value(i), step, decimals));
            longest = Math.max(longest, all.get(i).length());
        }
        double apart = places.size() < 2 ? length : Math.abs(places.get(1) - places.get(0));
        int every = (int) Math.max(1, Math.ceil((longest + 1) * room / apart));
        for (int i = 0; i < all.size(); i += every) {
            labels.put(places.get(i), all.get(i));
        }
    }

    private String label(double value, double step, int decimals) {
        boolean large = Math.max(Math.abs(range.from), Math.abs(range.to)) >= LARGE;
        String label = large
                ? Figures.of(step * Math.rint(value / step))
                : String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return label.matches("-0(\\.0*)?") ? "0" : label.replace('-', '−');
    }

    private double value(int tick) {
        if (tick >= places.size()) {
            return 0;
        }
        double margin = length * (1 - content) / 2;
        return range.from + (places.get(tick) - margin) / (length - 2 * margin) * (range.to - range.from);
    }
}
