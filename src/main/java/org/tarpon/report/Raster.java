package org.tarpon.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Events over time: a band for each population, the input at the bottom, in it a line for each neuron. */
final class Raster {
    /** What happens to a neuron. */
    enum Kind {
        SPIKE("spike", 0, "|", new Tick()),
        SILENCE("falls silent", 5, "|", new Tick()),
        TARGET("target", 4, "■", SeriesMarkers.SQUARE),
        GRADED("real number", 2, "◆", SeriesMarkers.DIAMOND),
        DIFFERENCE_UP("difference spike, +1", 1, "▲", SeriesMarkers.TRIANGLE_UP),
        DIFFERENCE_DOWN("difference spike, −1", 3, "▼", SeriesMarkers.TRIANGLE_DOWN);

        private final String text;
        private final int style;
        private final String symbol;
        private final Marker marker;

        Kind(String text, int style, String symbol, Marker marker) {
            this.text = text;
            this.style = style;
            this.symbol = symbol;
            this.marker = marker;
        }
    }

    /** A short upright line. */
    private static final class Tick extends Marker {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            g.setStroke(new BasicStroke(1.6f));
            g.draw(new Line2D.Double(x, y - 2, x, y + 2));
        }
    }

    /** A population: where its band is, and how many of its neurons are shown. */
    private static final class Band {
        final int size;
        final double height;
        double bottom;
        int points;
        int every = 1;

        Band(int size) {
            this.size = size;
            this.height = Math.max(0.5, Math.min(1.6, Math.sqrt(size) / 16));
        }

        double at(int neuron) {
            return bottom + height * (neuron + 0.5) / size;
        }
    }

    private record Point(double time, Band band, int neuron, Kind kind) {}

    private record Connection(double sent, Band from, double arrives, Band to, boolean feedback) {}

    /** Populations that fit; of deeper networks those at equal distances. */
    private static final int MOST_BANDS = 16;

    private static final int MOST_POINTS = 2500;

    /** Lines from sending to arriving that can be told apart. */
    private static final int MOST_CONNECTIONS = 80;

    private static final double GAP = 0.35;
    private static final int WIDTH = 980;
    private static final int MARGIN = 104;

    private final Map<String, Band> bands = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final double total;
    private double end;

    /** @param sizes of the populations, the lowest first */
    Raster(Map<String, Integer> sizes) {
        List<String> names = List.copyOf(sizes.keySet());
        int shown = Math.min(MOST_BANDS, names.size());
        double bottom = 0;
        for (int i = 0; i < shown; i++) {
            String name = names.get(shown == 1 ? 0 : i * (names.size() - 1) / (shown - 1));
            Band band = new Band(Math.max(1, sizes.get(name)));
            band.bottom = bottom;
            bottom += band.height + GAP;
            bands.put(name, band);
        }
        total = bottom - GAP;
    }

    /** @param time in milliseconds */
    void point(double time, String population, int neuron, Kind kind) {
        Band band = bands.get(population);
        if (band != null && neuron >= 0 && neuron < band.size && Double.isFinite(time)) {
            points.add(new Point(time, band, neuron, kind));
            band.points++;
            end = Math.max(end, time);
        }
    }

    /** A volley under way. */
    void connection(double sent, String from, double arrives, String to, boolean feedback) {
        Band below = bands.get(from);
        Band above = bands.get(to);
        if (below != null && above != null) {
            connections.add(new Connection(sent, below, arrives, above, feedback));
            end = Math.max(end, arrives);
        }
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** Draws it; says below what was left out. */
    void append(Element parent, String title, String content) {
        int each = MOST_POINTS / Math.max(1, bands.size());
        for (Band band : bands.values()) {
            band.every = (band.points + each - 1) / each;
        }
        Chart chart = new Chart(WIDTH, (int) Math.min(1200, 110 + 62 * total));
        chart.styler().setMarkerSize(9);
        chart.styler().setYAxisTicksVisible(false);
        chart.styler().setPlotGridHorizontalLinesVisible(false);
        chart.styler().setYAxisMin(-0.1);
        chart.styler().setYAxisMax(total + 0.1);
        chart.styler().setXAxisMin(-0.01 * end);
        chart.styler().setXAxisMax(1.01 * end);
        chart.styler().setPlotContentSize(.999);
        Figure figure = new Figure(title, "time, ms", "neurons, by population");
        boolean drawn = connect(chart, figure);
        draw(chart, figure);
        List<Figure.Band> names = new ArrayList<>();
        bands.forEach((name, band) -> names.add(new Figure.Band(
                name, (band.bottom + 0.1) / (total + 0.2), (band.bottom + band.height + 0.1) / (total + 0.2))));
        Element element = figure.append(parent, chart, content, MARGIN, names);
        element.addClass("wide");
        tellWhatIsLeftOut(element, drawn);
    }

    private boolean connect(Chart chart, Figure figure) {
        if (connections.isEmpty() || connections.size() > MOST_CONNECTIONS) {
            return false;
        }
        for (Connection connection : connections) {
            Band from = connection.from();
            Band to = connection.to();
            boolean up = to.bottom > from.bottom;
            chart.connection(
                    connection.sent(),
                    up ? from.bottom + from.height : from.bottom,
                    connection.arrives(),
                    up ? to.bottom : to.bottom + to.height,
                    connection.feedback() ? 7 : 6);
        }
        if (connections.stream().anyMatch(connection -> !connection.feedback())) {
            figure.name("under way, feedforward", 6);
        }
        if (connections.stream().anyMatch(Connection::feedback)) {
            figure.name("under way, feedback", 7);
        }
        return true;
    }

    private void draw(Chart chart, Figure figure) {
        Map<Kind, List<Point>> byKind = new EnumMap<>(Kind.class);
        for (Point point : points) {
            if (point.neuron() % point.band().every == 0) {
                byKind.computeIfAbsent(point.kind(), kind -> new ArrayList<>()).add(point);
            }
        }
        byKind.forEach((kind, some) -> {
            chart.points(
                    some.stream().mapToDouble(Point::time).toArray(),
                    some.stream()
                            .mapToDouble(point -> point.band().at(point.neuron()))
                            .toArray(),
                    kind.style,
                    kind.marker);
            figure.name(kind.text, kind.style, kind.symbol);
        });
    }

    private void tellWhatIsLeftOut(Element figure, boolean connected) {
        List<String> less = new ArrayList<>();
        bands.forEach((name, band) -> {
            if (band.every > 1) {
                less.add("every " + band.every + "th neuron of " + name);
            }
        });
        if (!less.isEmpty()) {
            Html.paragraph(figure, "Shown: " + String.join(", ", less) + ".");
        }
        if (!connected && !connections.isEmpty()) {
            Html.paragraph(figure, "Messages under way are too many to be drawn; the table has the delays.");
        }
    }
}
