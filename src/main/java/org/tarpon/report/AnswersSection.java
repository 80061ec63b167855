package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** Which classes are taken for which, and the worst mistakes. */
final class AnswersSection implements Section {
    private static final int MOST_CLASSES = 100;
    private static final int MOST_MISTAKES = 24;

    @Override
    public String id() {
        return "answers";
    }

    @Override
    public String title() {
        return "Answers to the test samples";
    }

    @Override
    public void write(RunFiles run, Element section) {
        JsonNode evaluation = run.evaluation();
        if (evaluation.isMissingNode()) {
            if (run.learning().isPresent()) {
                run.miss("The answers to the test samples (evaluation.json) are not there: a run writes them at each"
                        + " evaluation, since version 0.1.0.");
            }
            return;
        }
        int[][] confusion = confusion(evaluation.path("confusion"));
        if (confusion == null) {
            run.miss("evaluation.json was altered: it has no square table of answers.");
            return;
        }
        Html.paragraph(
                section,
                "After epoch " + Figures.of(evaluation.path("epoch")) + ", each of "
                        + Figures.count(evaluation.path("samples").asLong(), "sample") + " shown "
                        + Figures.count(evaluation.path("passes").asLong(), "time") + ".");
        table(confusion, section);
        mistakes(evaluation, section);
    }

    /** Null if it is none. */
    private static int[][] confusion(JsonNode rows) {
        int classes = rows.size();
        if (classes == 0 || classes > MOST_CLASSES) {
            return null;
        }
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < classes; i++) {
            if (rows.get(i).size() != classes) {
                return null;
            }
            for (int j = 0; j < classes; j++) {
                confusion[i][j] = Math.max(0, rows.get(i).get(j).asInt());
            }
        }
        return confusion;
    }

    private static void table(int[][] confusion, Element section) {
        List<String> head = new ArrayList<>(List.of("label"));
        for (int j = 0; j < confusion.length; j++) {
            head.add(Integer.toString(j));
        }
        head.add("right");
        Element body = Html.table(section, "Labels (rows) and answers (columns), numbers of samples", head);
        body.parent().addClass("confusion");
        for (int i = 0; i < confusion.length; i++) {
            long all = 0;
            for (int number : confusion[i]) {
                all += number;
            }
            Element row = Html.row(body, Integer.toString(i), List.of());
            for (int j = 0; j < confusion.length; j++) {
                double share = all == 0 ? 0 : (double) confusion[i][j] / all;
                Element cell = row.appendElement("td")
                        .addClass(i == j ? "right" : "wrong")
                        .attr("style", String.format(Locale.ROOT, "--share:%.3f", share));
                cell.text(confusion[i][j] == 0 ? "·" : Integer.toString(confusion[i][j]));
            }
            row.appendElement("td")
                    .text(
                            all == 0
                                    ? Figures.NONE
                                    : String.format(Locale.ROOT, "%.1f %%", 100.0 * confusion[i][i] / all));
        }
    }

    private static void mistakes(JsonNode evaluation, Element section) {
        int rows = evaluation.path("rows").asInt();
        int columns = evaluation.path("columns").asInt();
        JsonNode worst = evaluation.path("worst");
        if (worst.isEmpty()) {
            return;
        }
        section.appendElement("h3").text("The worst mistakes");
        boolean scored = worst.get(0).has("score");
        Html.paragraph(
                section,
                scored
                        ? "Those in which the answer's probability exceeds that of the label the most."
                        : "The first ones: this network votes, and gives no probabilities.");
        Element list = section.appendElement("ul").addClass("mistakes");
        for (int i = 0; i < Math.min(MOST_MISTAKES, worst.size()); i++) {
            mistake(worst.get(i), rows, columns, list);
        }
    }

    private static void mistake(JsonNode mistake, int rows, int columns, Element list) {
        String sample = Figures.of(mistake.path("sample"));
        String label = Figures.of(mistake.path("label"));
        String answer = Figures.of(mistake.path("answer"));
        Element figure = list.appendElement("li").appendElement("figure");
        byte[] pixels;
        try {
            pixels = mistake.path("pixels").binaryValue();
        } catch (IOException e) {
            pixels = null;
        }
        if (pixels != null && rows > 0 && columns > 0 && (long) rows * columns == pixels.length) {
            Picture.append(
                    figure,
                    Picture.png(Picture.grey(pixels, rows, columns)),
                    "Test sample " + sample + ", label " + label + ", answered " + answer);
        }
        Element caption = figure.appendElement("figcaption");
        caption.appendElement("strong").text(Html.line(label + " → " + answer));
        if (mistake.path("score").isNumber()) {
            caption.appendElement("br");
            caption.appendText(String.format(
                    Locale.ROOT, "%.0f %%", 100 * mistake.path("score").asDouble()));
        }
        caption.appendElement("br");
        caption.appendElement("small").text(Html.line("sample " + sample));
    }
}
