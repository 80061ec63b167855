package org.tarpon.report;

import org.jsoup.nodes.Element;

/** One subject of a page. */
interface Section {
    /** By which it is linked to. */
    String id();

    String title();

    /**
     * Writes it, or nothing if it is not of such a run; what such a run should have and does not is told to {@link
     * RunFiles#miss}.
     */
    void write(RunFiles run, Element section);
}
