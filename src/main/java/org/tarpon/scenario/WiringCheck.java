package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tarpon.scenario.NetworkReader.Draft;
import org.tarpon.scenario.NetworkReader.Drawn;
import org.tarpon.scenario.NetworkReader.Placed;
import org.tarpon.scenario.Scenario.EncoderType;
import org.tarpon.scenario.Scenario.Model;
import org.tarpon.scenario.Scenario.Population;
import org.tarpon.scenario.Scenario.Rule;

/**
 * Checks that a network can run in volley timing. Each step rests on those before it, and runs only if they found
 * nothing: the feedforward pathways by themselves, the graph they make, and what feedback is in that graph. Otherwise a
 * mistake in one pathway would be blamed on others.
 */
final class WiringCheck {
    private static final String OUTPUT = "output";

    private final Draft draft;
    private final Optional<Rule> rule;
    private final Optional<EncoderType> encoder;
    private final Problems problems;
    private final Graph graph;

    /**
     * @param rule empty where it could not be read
     * @param encoder likewise
     */
    WiringCheck(Draft draft, Optional<Rule> rule, Optional<EncoderType> encoder, Problems problems) {
        this.draft = draft;
        this.rule = rule;
        this.encoder = encoder;
        this.problems = problems;
        this.graph = new Graph(draft.feedforward().stream().map(Drawn::pathway).toList());
    }

    void check() {
        int before = problems.count();
        Set<List<String>> seen = new HashSet<>();
        for (Drawn drawn : draft.feedforward()) {
            if (checkEnds(drawn, seen)) {
                checkFeedforward(drawn, seen);
            }
        }
        if (draft.readable() && problems.count() == before) {
            checkGraph();
        }
        boolean sound = draft.readable() && problems.count() == before;
        seen.clear();
        for (Drawn drawn : draft.feedback()) {
            if (checkEnds(drawn, seen)) {
                checkFeedback(drawn, sound);
            }
        }
    }

    /** Whether both ends are known and the pathway is the first between them. */
    private boolean checkEnds(Drawn drawn, Set<List<String>> seen) {
        String from = drawn.pathway().from();
        String to = drawn.pathway().to();
        boolean known = checkEnd(drawn, "from", from) & checkEnd(drawn, "to", to);
        if (known && !seen.add(List.of(from, to))) {
            problems.add(drawn.at().blame("to"), "a second pathway " + drawn.arrow(), "one of each direction", "");
            return false;
        }
        // Metrics and random streams are named after "from-to", which hyphens in names can make ambiguous.
        Optional<List<String>> namesake = seen.stream()
                .filter(other -> !other.equals(List.of(from, to))
                        && String.join("-", other).equals(from + "-" + to))
                .findFirst();
        if (known && namesake.isPresent()) {
            problems.add(
                    drawn.at().blame("from"),
                    "pathway " + drawn.arrow() + " has the same name, `" + from + "-" + to + "`, as `"
                            + String.join(" -> ", namesake.get()) + "`",
                    "populations named so that pathways can be told apart",
                    "");
        }
        return known;
    }

    private boolean checkEnd(Drawn drawn, String end, String name) {
        Set<String> names = draft.populations().keySet();
        if (names.contains(name)) {
            return true;
        }
        if (drawn.at().has(end)) {
            problems.addUnlessBlamed(
                    drawn.at().blame(end),
                    "no population is called " + Words.quote(name),
                    Words.list(names),
                    Words.nearest(name, names));
        }
        return false;
    }

    private void checkFeedforward(Drawn drawn, Set<List<String>> seen) {
        String from = drawn.pathway().from();
        String to = drawn.pathway().to();
        if (drawn.pathway().tied()) {
            problems.add(drawn.at().blame("weights"), "a feedforward pathway cannot be tied", "weights of its own", "");
        }
        if (draft.model(to).filter(Model.SOURCE::equals).isPresent()) {
            problems.add(drawn.at().blame("to"), "the source `" + to + "` cannot be fed by a pathway", "", "");
        } else if (draft.isOutput(from)) {
            problems.add(
                    drawn.at().blame("from"),
                    "the output `" + from + "` cannot feed a population: model `"
                            + draft.model(from).orElseThrow().key() + "` is for outputs only",
                    "",
                    "");
        } else if (from.equals(to)) {
            problems.add(
                    drawn.at().blame("from"),
                    "feedforward pathway " + drawn.arrow() + " leads back to where it starts",
                    "from a population to another",
                    "");
        } else if (seen.contains(List.of(to, from))) {
            problems.add(
                    drawn.at().blame("from"),
                    "feedforward pathway " + drawn.arrow() + " goes down, against `" + to + " -> " + from
                            + "`: it reverses its kind",
                    "pathways down under `feedback`",
                    "");
        }
    }

    /** @param sound whether the feedforward graph is, so that a feedback pathway can be held against it */
    private void checkFeedback(Drawn drawn, boolean sound) {
        String from = drawn.pathway().from();
        String to = drawn.pathway().to();
        if (draft.model(to).filter(Model.SOURCE::equals).isPresent() && !isAutoEncoder()) {
            problems.add(drawn.at().blame("to"), "the source `" + to + "` has no use for feedback", "", "");
            return;
        }
        boolean output = draft.isOutput(from);
        if (rule.filter(known -> known.wiring().isDirect()).isPresent()) {
            checkDirect(drawn, from, to);
            return;
        }
        // From the output, a rule that could not be read may allow any.
        if (!sound || graph.feeds(to, from) || rule.isEmpty() && output) {
            return;
        }
        Optional<List<String>> up = graph.path(from, to);
        Optional<List<String>> down = graph.path(to, from);
        String what = "feedback pathway " + drawn.arrow();
        if (up.isPresent()) {
            what += " goes up, as the feedforward pathways do: it reverses its kind";
        } else if (down.isPresent()) {
            what += " skips populations: feedforward goes `" + String.join(" -> ", down.get()) + "`";
        } else {
            what += " runs against no feedforward pathway";
        }
        String mirror = up.isPresent() && graph.feeds(from, to) ? "from: " + to + ", to: " + from : "";
        problems.add(drawn.at().blame("from"), what, "from a population to one that feeds it", mirror);
    }

    /** Direct feedback may skip populations, but comes from the output. */
    private void checkDirect(Drawn drawn, String from, String to) {
        if (!draft.isOutput(from)) {
            problems.add(
                    drawn.at().blame("from"),
                    "feedback pathway " + drawn.arrow() + " starts below the output, but rule `"
                            + rule.orElseThrow().key() + "` sends "
                            + (rule.get().sendsErrors() ? "errors " : "") + "from the output alone",
                    "from the output to a hidden population",
                    "");
        } else if (draft.isOutput(to)) {
            problems.add(
                    drawn.at().blame("to"),
                    "feedback pathway " + drawn.arrow() + " leads back to where it starts",
                    "from the output to a hidden population",
                    "");
        }
    }

    private void checkGraph() {
        checkEndsOfNetwork();
        Optional<List<String>> cycle = graph.cycle();
        if (cycle.isPresent()) {
            List<String> round = cycle.get();
            Drawn closing = draft.feedforward().stream()
                    .filter(drawn -> drawn.pathway().to().equals(round.get(round.size() - 1))
                            && drawn.pathway().from().equals(round.get(round.size() - 2)))
                    .findFirst()
                    .orElseThrow();
            problems.add(
                    closing.at().blame("from"),
                    "the feedforward pathways make a cycle: `" + String.join(" -> ", round) + "`",
                    "no cycles in volley timing",
                    "");
            return;
        }
        Set<String> fed = graph.after(named(this::isSource));
        Set<String> feeding = graph.before(named(draft::isOutput));
        if (!checkReversed(fed, feeding)) {
            checkReach(fed, feeding);
            if (isAutoEncoder()) {
                checkChain();
            } else {
                checkSuccessors();
            }
            new HighwayCheck(draft, rule, encoder, problems).check();
        }
    }

    private void checkEndsOfNetwork() {
        List<Placed> sources = new ArrayList<>();
        List<Placed> outputs = new ArrayList<>();
        for (Placed placed : draft.populations().values()) {
            Model model = placed.population().model();
            if (model == Model.SOURCE) {
                sources.add(placed);
            } else if (draft.isOutput(placed.population().name())) {
                outputs.add(placed);
            }
        }
        checkOne(sources, "source", "model `source`");
        checkOne(outputs, OUTPUT, "one of the models softmax, hierarchical-softmax, sigmoid, linear");
    }

    /** Whether a missing output is explained by the one hidden population that feeds no other. */
    private boolean blameLast(String role) {
        List<Placed> last = draft.populations().values().stream()
                .filter(placed -> draft.isHidden(placed.population().name())
                        && draft.feedforward().stream().noneMatch(drawn -> drawn.pathway()
                                .from()
                                .equals(placed.population().name())))
                .toList();
        if (!role.equals(OUTPUT) || last.size() != 1) {
            return false;
        }
        Population population = last.get(0).population();
        problems.add(
                last.get(0).at().blame("model"),
                "`" + population.name() + "` feeds no other population, as only the output does, but model `"
                        + population.model().key() + "` is for hidden populations only",
                "softmax, hierarchical-softmax, sigmoid, linear",
                "");
        return true;
    }

    private void checkOne(List<Placed> found, String role, String models) {
        String allowed = "exactly one population of " + models;
        if (found.isEmpty() && !blameLast(role)) {
            draft.section().ifPresent(node -> problems.add(node, "no population is the " + role, allowed, ""));
        }
        for (Placed placed : found.subList(Math.min(1, found.size()), found.size())) {
            String what = "`" + placed.population().name() + "` is a second " + role + ", after `"
                    + found.get(0).population().name() + "`";
            problems.add(placed.at().blame("model"), what, allowed, "");
        }
    }

    private boolean isSource(String population) {
        return draft.model(population).filter(Model.SOURCE::equals).isPresent();
    }

    private Set<String> named(Predicate<String> those) {
        return draft.plainPopulations().stream()
                .map(Population::name)
                .filter(those)
                .collect(Collectors.toSet());
    }

    private void checkReach(Set<String> fed, Set<String> feeding) {
        for (Placed placed : draft.populations().values()) {
            String name = placed.population().name();
            // Without a source or an output, which is a problem already, nothing could be reached.
            if (!fed.isEmpty() && !fed.contains(name)) {
                problems.add(placed.key(), "`" + name + "` cannot be reached from the source", "", "");
            } else if (!feeding.isEmpty() && !feeding.contains(name)) {
                problems.add(placed.key(), "no pathway leads from `" + name + "` on to the output", "", "");
            }
        }
    }

    /** Whether a pathway is turned round: turned back, it would join what the source feeds to what feeds the output. */
    private boolean checkReversed(Set<String> fed, Set<String> feeding) {
        int before = problems.count();
        for (Drawn drawn : draft.feedforward()) {
            String from = drawn.pathway().from();
            String to = drawn.pathway().to();
            if (fed.contains(to) && !fed.contains(from) && feeding.contains(from) && !feeding.contains(to)) {
                problems.add(
                        drawn.at().blame("from"),
                        "feedforward pathway " + drawn.arrow() + " goes down: the source feeds `" + to + "`, and `"
                                + from + "` feeds the output",
                        "pathways up, from the source to the output",
                        "from: " + to + ", to: " + from);
            }
        }
        return problems.count() > before;
    }

    private boolean isAutoEncoder() {
        return rule.filter(Rule.AUTO_ENCODER::equals).isPresent();
    }

    /** Auto-encoders are pairs of neighbours in one chain, with the label next to a hidden population. */
    private void checkChain() {
        Set<String> fed = new HashSet<>();
        Set<String> feeding = new HashSet<>();
        for (Drawn drawn : draft.feedforward()) {
            String from = drawn.pathway().from();
            String to = drawn.pathway().to();
            if (!feeding.add(from) | !fed.add(to) || isSource(from) && draft.isOutput(to)) {
                problems.add(
                        drawn.at().blame("from"),
                        "feedforward pathway " + drawn.arrow()
                                + " does not make a chain of auto-encoders with the others",
                        "one pathway from each population to the next, over at least one hidden population",
                        "");
            }
        }
    }

    /** A target comes from one population above; errors from several add up (S14). */
    private void checkSuccessors() {
        if (rule.filter(Rule::usesTargets).isEmpty()) {
            return;
        }
        Set<String> feeding = new HashSet<>();
        for (Drawn drawn : draft.feedforward()) {
            String from = drawn.pathway().from();
            if (!feeding.add(from) && draft.isHidden(from)) {
                problems.add(
                        drawn.at().blame("from"),
                        "`" + from + "` feeds several populations, but under rule `"
                                + rule.get().key() + "` it can have one target only",
                        "one feedforward pathway out of each hidden population",
                        "");
            }
        }
    }
}
