package org.tarpon.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Errors and loss by epoch, and all figures of all epochs as a table. */
final class LearningSection implements Section {
    /** Rows of the table; of longer runs the epochs at equal distances. */
    private static final int MOST_ROWS = 100;

    @Override
    public String id() {
        return "learning";
    }

    @Override
    public String title() {
        return "Learning curves";
    }

    @Override
    public void write(RunFiles run, Element section) {
        List<JsonNode> epochs = run.epochs();
        if (epochs.isEmpty()) {
            if (run.circuit().isEmpty()) {
                run.miss("No epoch has ended yet: there are no learning curves.");
            }
            return;
        }
        Element side = Html.side(section);
        new Curves()
                .add("training", epochs, "/train_error", 1)
                .add("validation", epochs, "/validation_error", 1)
                .add("test", epochs, "/test_error", 1)
                .append(side, "Error", "wrong answers, %");
        new Curves().add("training", epochs, "/train_loss", 1).append(side, "Loss of the output", "loss");
        table(epochs, section);
    }

    private static void table(List<JsonNode> epochs, Element section) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode epoch : epochs) {
            for (Map.Entry<String, JsonNode> metric : epoch.properties()) {
                if (metric.getValue().isNumber() && !MachineSection.isSpeed(metric.getKey())) {
                    keys.add(metric.getKey());
                }
            }
        }
        keys.remove("epoch");
        Element details = section.appendElement("details");
        details.appendElement("summary").text("The figures as a table");
        List<String> head = new ArrayList<>(List.of("epoch"));
        keys.forEach(key -> head.add(key.replace('_', ' ')));
        Element body = Html.table(details, "Figures by epoch; errors in percent", head);
        int step = (epochs.size() + MOST_ROWS - 1) / MOST_ROWS;
        for (int i = 0; i < epochs.size(); i++) {
            if (i % step == 0 || i == epochs.size() - 1) {
                JsonNode epoch = epochs.get(i);
                Html.row(
                        body,
                        epoch.path("epoch").asText(),
                        keys.stream().map(key -> Figures.of(epoch.path(key))).toList());
            }
        }
    }
}
