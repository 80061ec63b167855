package org.tarpon.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** A chart on the page: its title, a legend, the names of the axes, and its content in words. */
final class Figure {
    static final int WIDTH = 520;
    static final int HEIGHT = 300;

    /** A line of the legend. */
    private record Entry(String name, int style, String symbol) {}

    private final String title;
    private final String x;
    private final String y;
    private final List<Entry> legend = new ArrayList<>();

    /**
     * @param title above the chart
     * @param x what the x axis counts
     * @param y what the y axis counts
     */
    Figure(String title, String x, String y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** Says which line means what. */
    void name(String name, int style) {
        legend.add(new Entry(name, style, ""));
    }

    /** Says which kind of point means what. */
    void name(String name, int style, String symbol) {
        legend.add(new Entry(name, style, symbol));
    }

    /** @param content what is to be seen, in words */
    Element append(Element parent, Chart chart, String content) {
        return append(parent, chart, content, 0, List.of());
    }

    /** A name in the margin of the plot. */
    record Band(String name, double from, double to) {}

    /**
     * @param margin room on the left for names
     * @param bands names, and which part of the plot's height they belong to, from 0 at the bottom to 1
     */
    Element append(Element parent, Chart chart, String content, int margin, List<Band> bands) {
        Element figure = parent.appendElement("figure");
        Element caption = figure.appendElement("figcaption");
        caption.appendElement("strong").text(Html.line(title));
        legend(caption);
        Svg svg;
        try {
            svg = chart.draw();
        } catch (IllegalStateException e) {
            Html.paragraph(figure, "The chart is missing: " + e.getMessage()).addClass("missing");
            Html.paragraph(figure, content);
            return figure;
        }
        for (Band band : bands) {
            double middle = svg.top() + svg.height() * (1 - (band.from() + band.to()) / 2);
            svg.text(svg.left() - 8, middle + 4, "end", band.name());
        }
        double[] box = box(svg.root());
        svg.text(svg.left(), svg.top() - 12, "start", y);
        svg.text(svg.left() + svg.width(), box[3] - 6, "end", x);
        svg.root()
                .attr(
                        "viewBox",
                        String.format(
                                Locale.ROOT,
                                "%.0f 4 %.0f %.0f",
                                margin > 0 ? svg.left() - margin : Svg.MARGIN - 4.0,
                                margin > 0 ? svg.width() + margin + 12 : box[2] - 2.0 * Svg.MARGIN + 16,
                                box[3] - 6));
        String id = "chart-" + (parent.root().select("svg[role=img]").size() + 1);
        svg.root().attr("role", "img").attr("aria-labelledby", id + "-title " + id + "-content");
        svg.root().prependElement("desc").attr("id", id + "-content").text(Html.line(content));
        Html.title(svg.root().prependElement("title").attr("id", id + "-title"), title);
        figure.appendChild(svg.root());
        return figure;
    }

    private static double[] box(Element svg) {
        String[] parts = svg.attr("viewBox").split(" ");
        double[] box = new double[4];
        for (int i = 0; i < box.length; i++) {
            box[i] = Double.parseDouble(parts[i]);
        }
        return box;
    }

    private void legend(Element caption) {
        if (legend.isEmpty()) {
            return;
        }
        Element list = caption.appendElement("ul").addClass("legend");
        for (Entry entry : legend) {
            Element item = list.appendElement("li");
            String colour = "var(--c" + entry.style() % Chart.STYLES + ")";
            if (entry.symbol().isEmpty()) {
                Element key =
                        item.appendElement("svg").attr("aria-hidden", "true").attr("viewBox", "0 0 30 8");
                key.appendElement("path")
                        .attr("d", "M0 4H30")
                        .attr("style", "stroke:" + colour + ";stroke-dasharray:" + Chart.dashes(entry.style()));
            } else {
                item.appendElement("span")
                        .attr("aria-hidden", "true")
                        .attr("style", "color:" + colour)
                        .text(entry.symbol());
            }
            item.appendText(" " + Html.line(entry.name()));
        }
    }
}
