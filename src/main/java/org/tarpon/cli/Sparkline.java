package org.tarpon.cli;

import java.util.List;

/** A curve on one line of text. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * @param values finite; more than fit are averaged by neighbours
     * @param low drawn as the lowest bar, and {@code high} as the highest; equal for a flat curve
     */
    static String of(List<Double> values, int width, double low, double high) {
        StringBuilder line = new StringBuilder();
        int columns = Math.min(Math.max(1, width), values.size());
        for (int i = 0; i < columns; i++) {
            int from = (int) ((long) i * values.size() / columns);
            int to = (int) ((i + 1L) * values.size() / columns);
            double mean = values.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(low);
            double height = high > low ? (mean - low) / (high - low) : 0;
            line.append(BARS.charAt((int) Math.round(Math.min(1, Math.max(0, height)) * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
