package org.tarpon.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Scenario;

/** Whether two scenarios are so alike that their runs can be compared batch by batch, event by event, weight by weight. */
final class SideBySide {
    private final List<String> obstacles = new ArrayList<>();

    private SideBySide() {}

    /** What stands against it. */
    static List<String> obstacles(Scenario first, Scenario second) {
        SideBySide check = new SideBySide();
        check.same(
                "timing.mode",
                first.timing().mode().key(),
                second.timing().mode().key());
        check.same("populations", populations(first), populations(second));
        check.same("pathways", pathways(first), pathways(second));
        check.same("data.training", first.data().training(), second.data().training());
        check.same("train.batch", first.train().batch(), second.train().batch());
        check.same("learning.feedback.alternate", alternation(first), alternation(second));
        return check.obstacles;
    }

    static List<String> obstacles(CircuitScenario first, CircuitScenario second) {
        SideBySide check = new SideBySide();
        check.same("populations", populations(first), populations(second));
        return check.obstacles;
    }

    private void same(String what, Object first, Object second) {
        if (!first.equals(second)) {
            obstacles.add(what + ": " + first + " and " + second);
        }
    }

    private static List<String> populations(Scenario scenario) {
        return scenario.populations().stream()
                .map(population -> population.name() + " (" + population.size() + ")")
                .toList();
    }

    private static List<String> populations(CircuitScenario scenario) {
        return scenario.populations().stream()
                .map(population -> population.name() + " (" + population.size() + " " + population.model() + ")")
                .toList();
    }

    /** All that decides how many weights there are, and which learn. */
    private static List<String> pathways(Scenario scenario) {
        return Stream.concat(scenario.feedforward().stream(), scenario.feedback().stream())
                .map(pathway -> pathway.from() + "-" + pathway.to() + (pathway.tied() ? " (tied)" : "")
                        + (pathway.connect().equals(Connect.allToAll()) ? "" : " " + pathway.connect()))
                .toList();
    }

    private static String alternation(Scenario scenario) {
        return scenario.learning()
                .feedback()
                .map(feedback -> feedback.alternate().key())
                .orElse("no feedback learning");
    }
}
