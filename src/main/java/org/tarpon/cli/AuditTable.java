package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** Prints the audit as a table. */
final class AuditTable {
    private AuditTable() {}

    /** @param audit the {@code audit} object of a result */
    static void print(JsonNode audit, PrintStream out) {
        out.println("  objections to backpropagation (measured on this run)");
        for (JsonNode finding : audit) {
            out.printf(
                    "    %d %-9s %s%n                %s%n",
                    finding.get("number").asInt(),
                    finding.get("answered").asBoolean() ? "answered" : "stands",
                    finding.get("objection").asText(),
                    finding.get("evidence").asText());
        }
    }
}
