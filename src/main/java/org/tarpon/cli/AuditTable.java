package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the audit, one objection a line or, where its evidence is long, a few. */
final class AuditTable {
    private static final int WIDTH = 76;

    private AuditTable() {}

    /** @param audit the {@code audit} object of a result */
    static void print(JsonNode audit, PrintWriter out) {
        out.println("  objections to backpropagation, measured");
        for (Map.Entry<String, JsonNode> finding : audit.properties()) {
            String head = String.format(
                    Locale.ROOT,
                    "  %d %-18s %-9s ",
                    finding.getValue().get("number").asInt(),
                    finding.getKey().replace('_', ' '),
                    finding.getValue().get("answered").asBoolean() ? "answered" : "stands");
            for (String line : wrap(finding.getValue().get("evidence").asText(), WIDTH)) {
                out.println(head + line);
                head = " ".repeat(head.length());
            }
        }
    }

    /** Prints what each objection says, for those who do not know them by heart. */
    static void explain(JsonNode audit, PrintWriter out) {
        for (JsonNode finding : audit) {
            out.println("  " + finding.get("number").asInt() + " "
                    + finding.get("objection").asText());
        }
    }

    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
