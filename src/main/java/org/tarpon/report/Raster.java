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
        SPIKE("spike", 0, "", null),
        SILENCE("falls silent", 5, "", null),
        TARGET("target", 4, "■", SeriesMarkers.SQUARE),
        GRADED("real number", 2, "◆", SeriesMarkers.DIAMOND),
        DIFFERENCE_UP("positive difference spike", 1, "▲", SeriesMarkers.TRIANGLE_UP),
        DIFFERENCE_DOWN("negative difference spike", 3, "▼", SeriesMarkers.TRIANGLE_DOWN);

        private final String text;
        private final int style;
        private final String symbol;
        private final Marker marker; // null for a short line, which way it goes depends on how times lie

        Kind(String text, int style, String symbol, Marker marker) {
            this.text = text;
            this.style = style;
            this.symbol = symbol;
            this.marker = marker;
        }
    }

    /** A short line: upright, or level where many neurons spike at one instant. */
    private static final class Dash extends Marker {
        private final double across;
        private final double up;
        private final float width;

        Dash(double across, double up, float width) {
            this.across = across;
            this.up = up;
            this.width = width;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            g.draw(new Line2D.Double(x - across, y - up, x + across, y + up));
        }
    }

    private static final Marker UPRIGHT = new Dash(0, 2.5, 1.6f);
    private static final Marker LEVEL = new Dash(9, 0, 0.9f);

    /** Instants at which something happens, up to which time is taken to go in volleys. */
    private static final int MOST_VOLLEYS = 100;

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
    static final int MOST_CONNECTIONS = 80;

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
        boolean volleys = points.stream()
                        .mapToDouble(Point::time)
                        .distinct()
                        .limit(MOST_VOLLEYS + 1)
                        .count()
                <= MOST_VOLLEYS;
        Chart chart = new Chart(WIDTH, (int) Math.min(1400, 110 + (volleys ? 95 : 66) * total));
        chart.styler().setMarkerSize(8);
        chart.styler().setYAxisTicksVisible(false);
        chart.styler().setPlotGridHorizontalLinesVisible(false);
        chart.fill(-0.02 * end, 1.02 * end, -0.1, total + 0.1);
        Figure figure = new Figure(title, "time, ms", "neurons, by population");
        connect(chart, figure);
        draw(chart, figure, volleys);
        List<Figure.Band> names = new ArrayList<>();
        bands.forEach((name, band) -> names.add(new Figure.Band(
                name, (band.bottom + 0.1) / (total + 0.2), (band.bottom + band.height + 0.1) / (total + 0.2))));
        Element element = figure.append(parent, chart, content, MARGIN, names);
        element.addClass("wide");
        tellWhatIsLeftOut(element);
    }

    private void connect(Chart chart, Figure figure) {
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
    }

    private void draw(Chart chart, Figure figure, boolean volleys) {
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
                    kind.marker != null ? kind.marker : volleys ? LEVEL : UPRIGHT);
            figure.name(kind.text, kind.style, kind.marker != null ? kind.symbol : volleys ? "–" : "|");
        });
    }

    private void tellWhatIsLeftOut(Element figure) {
        List<String> less = new ArrayList<>();
        bands.forEach((name, band) -> {
            if (band.every > 1) {
                less.add("every " + band.every + "th neuron of " + name);
            }
        });
        if (!less.isEmpty()) {
            Html.paragraph(figure, "Shown: " + String.join(", ", less) + ".");
        }
    }
}
