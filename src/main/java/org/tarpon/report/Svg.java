package org.tarpon.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A drawing of XChart, made part of a page: its colours become variables of the page's style, so that it follows light and
 * dark, and its numbers get one decimal, which is all that can be seen.
 *
 * @param root the svg element
 * @param left edge of the plot, in the coordinates of the drawing
 */
record Svg(Element root, double left, double top, double width, double height) {
    /** Space around the plot that XChart leaves, for the names of the axes; the page cuts off what it does not need. */
    static final int MARGIN = 26;

    /** What is drawn in this colour is left out. */
    static final Color NOTHING = new Color(254, 1, 0);

    static final Color TEXT = new Color(254, 2, 0);
    static final Color GRID = new Color(254, 3, 0);

    private static final Pattern SERIES = Pattern.compile("rgb\\(254,10,(\\d+)\\)");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}(?:[eE]-?\\d+)?");

    /** The colour of a style; the page's style knows it as {@code --cN}. */
    static Color series(int style) {
        return new Color(254, 10, style);
    }

    static Svg of(String text) {
        Element root = Jsoup.parse(text, Parser.xmlParser()).selectFirst("svg");
        for (Element element : root.getAllElements()) {
            String style = element.attr("style");
            if (style.contains(css(NOTHING))) {
                element.remove();
            } else if (!style.isEmpty()) {
                element.attr("style", colours(style));
            }
            for (String name : List.of("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "rx", "ry")) {
                if (element.hasAttr(name)) {
                    element.attr(name, LONG_NUMBER.matcher(element.attr(name)).replaceAll(Svg::rounded));
                }
            }
        }
        // The plot is the only thing that is clipped, and never reaches beyond.
        Element plot = root.selectFirst("clipPath rect");
        Svg svg = plot == null
                ? new Svg(root, 0, 0, 1, 1)
                : new Svg(root, number(plot, "x"), number(plot, "y"), number(plot, "width"), number(plot, "height"));
        root.select("defs").remove();
        root.select("[clip-path]").removeAttr("clip-path");
        for (String name : List.of("width", "height", "x", "y", "version", "xmlns:xlink")) {
            root.removeAttr(name);
        }
        return svg;
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.attr(name));
    }

    private static String css(Color color) {
        return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
    }

    private static String colours(String style) {
        String text = style.replace(css(TEXT), "var(--muted)")
                .replace(css(GRID), "var(--grid)")
                .replace("stroke-miterlimit:10;", "")
                .replace("stroke:none;", "");
        return SERIES.matcher(text).replaceAll("var(--c$1)");
    }

    private static String rounded(MatchResult number) {
        String text = String.format(Locale.ROOT, "%.1f", Double.parseDouble(number.group()));
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Writes text into the drawing. */
    void text(double x, double y, String anchor, String text) {
        root.appendElement("text")
                .attr("x", String.format(Locale.ROOT, "%.1f", x))
                .attr("y", String.format(Locale.ROOT, "%.1f", y))
                .attr("text-anchor", anchor)
                .text(Html.line(text));
    }
}
