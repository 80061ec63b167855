package org.tarpon.report;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Pieces that many sections are made of. All text goes through jsoup, which escapes it. */
final class Html {
    private static final int LONGEST = 2_000;

    private Html() {}

    /** Text without what no font can show: control characters but line breaks, halves of surrogate pairs. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean shown = c == '\n' || c == '\t' || !Character.isISOControl(c) && !isHidden(c);
            clean.appendCodePoint(shown ? c : 0xFFFD);
        });
        return clean.toString();
    }

    /** Halves of pairs, what is no character, and what turns the direction of the text around it. */
    private static boolean isHidden(int c) {
        return Character.getType(c) == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    /** Clean text on one line, cut where it is absurdly long. */
    static String line(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return clean(cut.replace('\n', ' '));
    }

    /** Fills a title element: {@link Element#text(String)} takes what it is given for the source text of one. */
    static void title(Element title, String text) {
        title.appendChild(new TextNode(line(text)));
    }

    static Element paragraph(Element parent, String text) {
        return parent.appendElement("p").text(line(text));
    }

    /** A table in a box that scrolls by itself where the page is narrow. */
    static Element table(Element parent, String caption, List<String> head) {
        Element box = parent.appendElement("div")
                .addClass("scroll")
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", line(caption));
        Element table = box.appendElement("table");
        table.appendElement("caption").text(line(caption));
        Element row = table.appendElement("thead").appendElement("tr");
        head.forEach(cell -> row.appendElement("th").attr("scope", "col").text(line(cell)));
        return table.appendElement("tbody");
    }

    /** A row whose first cell is its heading; returns it. */
    static Element row(Element body, String head, List<String> cells) {
        Element row = body.appendElement("tr");
        row.appendElement("th").attr("scope", "row").text(line(head));
        cells.forEach(cell -> row.appendElement("td").text(line(cell)));
        return row;
    }

    /** A list of names and values. */
    static Element facts(Element parent) {
        return parent.appendElement("dl").addClass("facts");
    }

    static void fact(Element facts, String name, String value) {
        Element pair = facts.appendElement("div");
        pair.appendElement("dt").text(line(name));
        pair.appendElement("dd").text(line(value));
    }

    /** Charts or pictures side by side where there is room. */
    static Element side(Element parent) {
        return parent.appendElement("div").addClass("side");
    }
}
