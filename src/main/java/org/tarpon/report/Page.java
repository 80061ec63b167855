package org.tarpon.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.tarpon.record.Program;

/** The frame of a page: head, style, heading, table of contents, sections. It runs no script and loads nothing. */
final class Page {
    /** Nothing is loaded and no script runs, whatever got into the page. */
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private final Document document = Document.createShell("");
    private final Element header;
    private final Element contents;
    private final Element main;

    Page(String title) {
        document.prependChild(new DocumentType("html", "", ""));
        document.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
        document.child(0).attr("lang", "en");
        Element head = document.head();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY);
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
        head.append(Report.MARK);
        Html.title(head.appendElement("title"), title + " – Tarpon");
        head.appendElement("style").appendChild(new DataNode(style()));
        Element body = document.body();
        body.appendElement("a").addClass("skip").attr("href", "#main").text("Skip to the content");
        header = body.appendElement("header");
        header.appendElement("h1").text(Html.line(title));
        Element columns = body.appendElement("div").addClass("columns");
        Element nav = columns.appendElement("nav").attr("aria-labelledby", "contents");
        nav.appendElement("h2").attr("id", "contents").text("Contents");
        contents = nav.appendElement("ul");
        main = columns.appendElement("main").attr("id", "main").attr("tabindex", "-1");
        body.appendElement("footer")
                .appendElement("p")
                .text("Written by Tarpon " + Program.version() + ". This page needs no network and runs no script.");
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the overview goes, after the title. */
    Element header() {
        return header;
    }

    /** Adds a section, unless it has nothing to write of the run. */
    void add(Section section, RunFiles run) {
        Element element = section(section.id(), section.title());
        section.write(run, element);
        close(element);
    }

    /** A section with its heading, to be filled and closed. */
    Element section(String id, String title) {
        Element section = main.appendElement("section").attr("id", id).attr("aria-labelledby", id + "-title");
        section.appendElement("h2").attr("id", id + "-title").text(title);
        return section;
    }

    /** Puts a section into the table of contents, or takes it away if nothing was written. */
    void close(Element section) {
        if (section.childrenSize() == 1) {
            section.remove();
            return;
        }
        contents.appendElement("li")
                .appendElement("a")
                .attr("href", "#" + section.id())
                .text(section.child(0).text());
    }

    /** Says at the top what is not on the page. */
    void missing(List<String> what) {
        if (what.isEmpty()) {
            return;
        }
        Element note = header.appendElement("div").addClass("note").attr("role", "note");
        note.appendElement("h2").text("Not on this page");
        Element list = note.appendElement("ul");
        what.forEach(one -> list.appendElement("li").text(Html.clean(one)));
    }

    String html() {
        return document.outerHtml() + "\n";
    }
}
