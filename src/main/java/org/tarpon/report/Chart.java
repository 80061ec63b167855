package org.tarpon.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart that XChart draws. It has neither title nor legend of XChart's, which writes text as outlines: those are text of
 * the page ({@link Figure}).
 */
final class Chart {
    /** Colours, strokes and markers that can be told apart, also without seeing colours. */
    static final int STYLES = 8;

    private static final BasicStroke[] STROKES = {
        SeriesLines.SOLID, SeriesLines.DASH_DASH, SeriesLines.DOT_DOT, SeriesLines.DASH_DOT
    };
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
    };

    /** Points of a line beyond which markers would hide it. */
    private static final int MOST_MARKED = 30;

    /** Points of a line beyond which some are left out. */
    private static final int MOST_POINTS = 400;

    /** What XChart can still place. */
    private static final double LARGEST = 1e30;

    private final XYChart chart;
    private final XYStyler styler;
    private final Range across = new Range();
    private final Range up = new Range();
    private double content = 0.96; // part of the plot in which points may lie
    private int lines;

    /** What an axis goes through. */
    static final class Range {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;

        void include(double value) {
            from = Math.min(from, value);
            to = Math.max(to, value);
        }

        /** Makes it a range that has a length. */
        void settle() {
            if (!(to > from)) {
                double length = from == 0 || !Double.isFinite(from) ? 1 : Math.abs(from) / 2;
                from = Double.isFinite(from) ? from - length : 0;
                to = from + 2 * length;
            }
        }
    }

    /** @param width in points, as the height; the page scales both */
    Chart(int width, int height) {
        // Nothing is shown on a screen; without this, some systems would greet us with an icon.
        System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
        chart = new XYChart(width, height);
        styler = chart.getStyler();
        styler.setChartBackgroundColor(Svg.NOTHING);
        styler.setPlotBackgroundColor(Svg.NOTHING);
        styler.setPlotBorderColor(Svg.NOTHING);
        styler.setPlotBorderVisible(false);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setXAxisTickLabelsColor(Svg.TEXT);
        styler.setYAxisTickLabelsColor(Svg.TEXT);
        styler.setAxisTickMarksColor(Svg.GRID);
        styler.setXAxisTickMarksColor(Svg.GRID);
        styler.setYAxisTickMarksColor(Svg.GRID);
        styler.setPlotGridLinesColor(Svg.GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setXAxisTickMarkSpacingHint(90);
        styler.setChartPadding(Svg.MARGIN);
        styler.setMarkerSize(7);
        styler.setYAxisDecimalPattern("#,##0.####");
        styler.setXAxisDecimalPattern("#,##0.####");
    }

    XYStyler styler() {
        return styler;
    }

    boolean isEmpty() {
        return chart.getSeriesMap().isEmpty();
    }

    /** Lets the axes go through what is given, to the edges of the plot. */
    void fill(double fromX, double toX, double fromY, double toY) {
        include(fromX, fromY);
        include(toX, toY);
        content = 0.999;
    }

    private void include(double x, double y) {
        across.include(x);
        up.include(y);
    }

    /** Adds a line in the style of its number; points that are no finite numbers are left out. */
    void line(List<Double> x, List<Double> y, int style) {
        List<Double> shownX = new ArrayList<>();
        List<Double> shownY = new ArrayList<>();
        int step = Math.max(1, (x.size() + MOST_POINTS - 1) / MOST_POINTS);
        for (int i = 0; i < x.size(); i++) {
            boolean kept = i % step == 0 || i == x.size() - 1;
            if (kept && Math.abs(y.get(i)) < LARGEST && Math.abs(x.get(i)) < LARGEST) {
                shownX.add(x.get(i));
                shownY.add(y.get(i));
                include(x.get(i), y.get(i));
            }
        }
        if (shownX.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries("line " + lines++, shownX, shownY);
        series.setLineColor(Svg.series(style % STYLES));
        series.setLineStyle(stroke(style, 2.2f));
        series.setMarkerColor(Svg.series(style % STYLES));
        series.setMarker(shownX.size() <= MOST_MARKED ? MARKERS[style % MARKERS.length] : SeriesMarkers.NONE);
    }

    /** Adds a straight line between two points. */
    void connection(double fromX, double fromY, double toX, double toY, int style) {
        XYSeries series = chart.addSeries("line " + lines++, new double[] {fromX, toX}, new double[] {fromY, toY});
        series.setLineColor(Svg.series(style % STYLES));
        series.setLineStyle(stroke(style, 1.6f));
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Adds points without a line. */
    void points(double[] x, double[] y, int style, Marker marker) {
        XYSeries series = chart.addSeries("line " + lines++, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarkerColor(Svg.series(style % STYLES));
        series.setMarker(marker);
    }

    private static BasicStroke stroke(int style, float width) {
        BasicStroke stroke = STROKES[style % STROKES.length];
        return new BasicStroke(
                width,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                stroke.getMiterLimit(),
                stroke.getDashArray(),
                stroke.getDashPhase());
    }

    /** The dashes of a style as SVG has them; empty for a full line. */
    static String dashes(int style) {
        float[] dashes = STROKES[style % STROKES.length].getDashArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; dashes != null && i < dashes.length; i++) {
            text.append(i == 0 ? "" : " ").append(dashes[i]);
        }
        return text.toString();
    }

    /** @throws IllegalStateException if it cannot be drawn here, for want of a font */
    Svg draw() {
        across.settle();
        up.settle();
        styler.setXAxisMin(across.from);
        styler.setXAxisMax(across.to);
        styler.setYAxisMin(up.from);
        styler.setYAxisMax(up.to);
        styler.setPlotContentSize(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // A Java without fonts says so by any of these, depending on its version.
            throw new IllegalStateException("this Java could not draw it (" + e + "); is a font installed?", e);
        }
        return Svg.of(bytes.toString(StandardCharsets.UTF_8), across, up, content);
    }
}
