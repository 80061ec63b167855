package org.tarpon.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.tarpon.record.MessageRecorder;
import org.tarpon.scenario.Scenario;

/** Every message of one presentation, when it left and when it arrived. */
final class PresentationSection implements Section {
    /** Messages of one kind on one pathway. */
    private static final class Stream {
        long messages;
        long first = Long.MAX_VALUE;
        long delay;
    }

    @Override
    public String id() {
        return "presentation";
    }

    @Override
    public String title() {
        return "One presentation";
    }

    @Override
    public void write(RunFiles run, Element section) {
        List<String[]> messages;
        try {
            messages = run.wholeRecording(run.directory().presentation(), MessageRecorder.HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (messages.isEmpty()) {
            if (run.learning().isPresent()) {
                run.miss(
                        "The messages of one presentation (presentation.csv) are not there: a run writes them when its last"
                                + " epoch is over, since version 0.1.0.");
            }
            return;
        }
        Raster raster = new Raster(sizes(run, messages));
        Map<String, Stream> streams = new LinkedHashMap<>();
        Map<List<String>, Boolean> volleys = new LinkedHashMap<>();
        for (String[] cells : messages) {
            try {
                add(cells, raster, streams, volleys);
            } catch (NumberFormatException e) {
                run.miss("presentation.csv was altered: some of its numbers are none.");
                return;
            }
        }
        if (raster.isEmpty()) {
            return;
        }
        boolean many = volleys.size() > Raster.MOST_CONNECTIONS;
        if (many) {
            volleys.keySet().removeIf(volley -> !volley.get(4).equals("difference_spike"));
        }
        if (volleys.size() > Raster.MOST_CONNECTIONS) {
            volleys.clear();
        }
        volleys.forEach((volley, feedback) -> raster.connection(
                millis(volley.get(0)), volley.get(1), millis(volley.get(2)), volley.get(3), feedback));
        Html.paragraph(
                section,
                "The first test sample, shown once more after the last epoch, with its label; nothing is learned from it."
                        + " A mark is a message that leaves a neuron. A sloping line is a volley under way from one"
                        + " population to another: its length in time is the delay of the pathway.");
        raster.append(section, "Messages of one presentation", inWords(streams));
        if (many) {
            Html.paragraph(
                    section,
                    "Messages are too many to draw the way of each"
                            + (volleys.isEmpty() ? "" : ": drawn is that of difference spikes")
                            + ". The table has the delays of all.");
        }
        table(streams, section);
    }

    private static Map<String, Integer> sizes(RunFiles run, List<String[]> messages) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Scenario.Population population :
                run.learning().map(Scenario::populations).orElse(List.of())) {
            sizes.put(population.name(), population.size());
        }
        for (String[] cells : messages) {
            sizes.putIfAbsent(cells[2], 10);
            sizes.putIfAbsent(cells[3], 10);
        }
        return sizes;
    }

    private static void add(
            String[] cells, Raster raster, Map<String, Stream> streams, Map<List<String>, Boolean> volleys) {
        long sent = Long.parseLong(cells[0]);
        long arrives = Long.parseLong(cells[1]);
        raster.point(1e-6 * sent, cells[2], Integer.parseInt(cells[7]), kind(cells));
        volleys.put(List.of(cells[0], cells[2], cells[1], cells[3], cells[6]), cells[4].equals("feedback"));
        String name = String.join("\t", cells[2], cells[3], cells[4], cells[5], cells[6]);
        Stream stream = streams.computeIfAbsent(name, key -> new Stream());
        // A row is a neuron's, and of a burst has the number of its spikes.
        stream.messages += cells[6].equals("difference_spike") ? Math.abs(Long.parseLong(cells[8])) : 1;
        stream.first = Math.min(stream.first, sent);
        stream.delay = arrives - sent;
    }

    private static Raster.Kind kind(String[] cells) {
        boolean negative = cells[8].startsWith("-");
        return switch (cells[6]) {
            case "difference_spike" -> negative ? Raster.Kind.DIFFERENCE_DOWN : Raster.Kind.DIFFERENCE_UP;
            case "graded", "sign" -> Raster.Kind.GRADED;
            default ->
                cells[5].equals("target") ? Raster.Kind.TARGET : negative ? Raster.Kind.SILENCE : Raster.Kind.SPIKE;
        };
    }

    private static double millis(String nanos) {
        return 1e-6 * Long.parseLong(nanos);
    }

    private static String inWords(Map<String, Stream> streams) {
        List<String> parts = new ArrayList<>();
        streams.forEach((name, stream) -> {
            String[] words = name.split("\t", -1);
            parts.add(Figures.count(stream.messages, words[4].replace('_', ' ') + " message") + " from " + words[0]
                    + " to " + words[1] + " (" + words[3] + "), the first at " + Figures.of(1e-6 * stream.first)
                    + " ms, under way for " + Figures.of(1e-6 * stream.delay) + " ms");
        });
        return String.join("; ", parts) + ".";
    }

    private static void table(Map<String, Stream> streams, Element section) {
        Element details = section.appendElement("details");
        details.appendElement("summary").text("The pathways as a table");
        Element body = Html.table(
                details,
                "Messages of the presentation",
                List.of("from", "to", "direction", "signal", "form", "messages", "first sent, ms", "delay, ms"));
        streams.forEach((name, stream) -> {
            String[] words = name.split("\t", -1);
            Html.row(
                    body,
                    words[0],
                    List.of(
                            words[1],
                            words[2],
                            words[3],
                            words[4].replace('_', ' '),
                            Figures.of(stream.messages),
                            Figures.of(1e-6 * stream.first),
                            Figures.of(1e-6 * stream.delay)));
        });
    }
}
