package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Which objections to backpropagation the run answers. */
final class AuditSection implements Section {
    @Override
    public String id() {
        return "audit";
    }

    @Override
    public String title() {
        return "Objections to backpropagation";
    }

    @Override
    public void write(RunFiles run, Element section) {
        JsonNode audit = run.result().path("audit");
        if (audit.isEmpty()) {
            return;
        }
        Html.paragraph(
                section, "The objections of Bengio et al. (2015, arXiv 1502.04156), measured on this run's traffic.");
        Element body = Html.table(section, "The audit", List.of("objection", "finding", "evidence"));
        for (Map.Entry<String, JsonNode> finding : audit.properties()) {
            JsonNode value = finding.getValue();
            Element row = Html.row(
                    body,
                    value.path("number").asText() + " " + finding.getKey().replace('_', ' '),
                    List.of(answer(value)));
            row.child(0)
                    .appendElement("small")
                    .text(Html.line(value.path("objection").asText()));
            row.child(1).addClass(value.path("answered").asBoolean() ? "answered" : "stands");
            row.appendElement("td").text(Html.line(value.path("evidence").asText()));
        }
    }

    static String answer(JsonNode finding) {
        return finding.path("answered").asBoolean() ? "✓ answered" : "✗ stands";
    }
}
