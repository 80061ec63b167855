package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Audits of several runs: a row for each, a column for each objection. */
final class AuditComparison {
    private final Map<String, JsonNode> audits = new LinkedHashMap<>();

    /** @param name of the file or directory, which is unique where names of scenarios are not */
    void add(String name, JsonNode audit) {
        audits.put(name, audit);
    }

    ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        audits.forEach((name, audit) -> {
            ObjectNode entry = list.addObject();
            entry.put("of", name);
            entry.set("audit", audit);
        });
        return list;
    }

    void print(PrintWriter out) {
        Table table = new Table();
        rows().forEach(row -> table.row(row.toArray(String[]::new)));
        table.print(out);
    }

    void printMarkdown(PrintWriter out) {
        List<List<String>> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            out.println("| " + String.join(" | ", rows.get(i)) + " |");
            if (i == 0) {
                out.println("|---".repeat(rows.get(0).size()) + "|");
            }
        }
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        audits.forEach((name, audit) -> {
            if (rows.isEmpty()) {
                List<String> head = new ArrayList<>(List.of("objection"));
                audit.properties()
                        .forEach(finding ->
                                head.add(finding.getValue().get("number").asInt() + " "
                                        + finding.getKey().replace('_', ' ')));
                rows.add(head);
            }
            List<String> row = new ArrayList<>(List.of(name));
            audit.forEach(finding -> row.add(finding.get("answered").asBoolean() ? "answered" : "stands"));
            rows.add(row);
        });
        return rows;
    }
}
