package org.tarpon.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
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
    private static final Set<String> GEOMETRY = Set.of(
            "d",
            "transform",
            "points",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "width",
            "height");

    /** The colour of a style; the page's style knows it as {@code --cN}. */
    static Color series(int style) {
        return new Color(254, 10, style);
    }

    /**
     * @param across the values that the x axis goes through, and {@code up} the y axis
     * @param content part of the plot's width and height in which these values lie
     */
    static Svg of(String text, Chart.Range across, Chart.Range up, double content) {
        Element root = Jsoup.parse(text, Parser.xmlParser()).selectFirst("svg");
        // The plot is the only thing that is clipped, and never reaches beyond.
        Element plot = root.selectFirst("clipPath rect");
        Svg svg = plot == null
                ? new Svg(root, 0, 0, 1, 1)
                : new Svg(root, number(plot, "x"), number(plot, "y"), number(plot, "width"), number(plot, "height"));
        root.select("defs").remove();
        List<Double> ticksAcross = new ArrayList<>();
        List<Double> ticksUp = new ArrayList<>();
        for (Element line : root.select("line[style*=" + css(GRID) + "]")) {
            double x = number(line, "x1");
            double y = number(line, "y1");
            if (y == number(line, "y2") && Math.max(x, number(line, "x2")) <= svg.left + 1) {
                ticksUp.add(svg.top + svg.height - y);
            } else if (x == number(line, "x2") && Math.min(y, number(line, "y2")) >= svg.top + svg.height - 1) {
                ticksAcross.add(x - svg.left);
            }
        }
        for (Element element : root.getAllElements()) {
            adopt(element);
        }
        root.select("g:empty").remove();
        root.getAllElements().forEach(element -> element.textNodes().forEach(TextNode::remove));
        new Ticks(ticksAcross, svg.width, content, across)
                .labels((at, label) -> svg.text(svg.left + at, svg.top + svg.height + 22, "middle", label));
        new Ticks(ticksUp, svg.height, content, up)
                .labels((at, label) -> svg.text(svg.left - 9, svg.top + svg.height - at + 4.5, "end", label));
        for (String name : List.of("width", "height", "x", "y", "version", "xmlns:xlink")) {
            root.removeAttr(name);
        }
        return svg;
    }

    private static void adopt(Element element) {
        String style = element.attr("style");
        // Texts are outlines of letters; those who read the page get letters.
        if (style.contains(css(NOTHING)) || style.contains(css(TEXT))) {
            element.remove();
            return;
        }
        element.removeAttr("clip-path");
        if (!style.isEmpty()) {
            element.attr("style", colours(style));
        }
        for (Attribute attribute : element.attributes()) {
            if (GEOMETRY.contains(attribute.getKey())) {
                attribute.setValue(rounded(attribute.getValue()));
            }
        }
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.attr(name));
    }

    private static String css(Color color) {
        return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
    }

    private static String colours(String style) {
        String text = style.replace(css(GRID), "var(--grid)")
                .replace("stroke-miterlimit:10;", "")
                .replace("stroke-linecap:square;", "")
                .replace("stroke-linecap:butt;", "")
                .replace("stroke:none;", "");
        return SERIES.matcher(text).replaceAll("var(--c$1)");
    }

    /** The text with one decimal in each of its numbers. */
    private static String rounded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            boolean number = "-.0123456789".indexOf(text.charAt(i)) >= 0;
            while (end < text.length() && "-.eE0123456789".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (!number) {
                out.append(text.charAt(i++));
            } else {
                append(out, Math.round(10 * Double.parseDouble(text.substring(i, end))));
                i = end;
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, long tenths) {
        out.append(tenths < 0 ? "-" : "").append(Math.abs(tenths) / 10);
        if (tenths % 10 != 0) {
            out.append('.').append(Math.abs(tenths) % 10);
        }
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
