package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.tarpon.scenario.CircuitScenario.Population;
import org.tarpon.scenario.CircuitScenario.Rate;
import org.tarpon.scenario.CircuitScenario.Selection;

/** Reads which neurons of which populations are recorded, and over which time. */
final class SelectionReader {
    private final Map<String, Population> populations;
    private final long start;
    private final long end;
    private final Problems problems;

    /**
     * @param start of the time that is measured, in nanoseconds
     * @param end of the simulation
     */
    SelectionReader(Map<String, Population> populations, long start, long end, Problems problems) {
        this.populations = populations;
        this.start = start;
        this.end = end;
        this.problems = problems;
    }

    /**
     * A list of selections of different populations.
     *
     * @param from when they begin if they do not say it
     */
    List<Selection> list(Section section, String key, long from) {
        List<Selection> selections = new ArrayList<>();
        for (Section at : section.list(key, "of")) {
            Selection selection = selection(at, from);
            if (at.has("of") && selections.stream().anyMatch(other -> other.of().equals(selection.of()))) {
                problems.addUnlessBlamed(
                        at.blame("of"), Words.quote(selection.of()) + " is listed twice", "each population once", "");
            }
            selections.add(selection);
        }
        return selections;
    }

    /** Selections by the names of their rates. */
    List<Rate> rates(Section section) {
        List<Rate> rates = new ArrayList<>();
        for (String name : section.names(NetworkReader.NAME)) {
            if (!NetworkReader.NAME.matcher(name).matches() || populations.containsKey(name)) {
                problems.add(
                        section.keyNode(name),
                        "a rate cannot be called " + Words.quote(name)
                                + (populations.containsKey(name) ? ", which is a population" : ""),
                        "a letter, then letters, digits, `_` or `-`, at most 64 in all, and no population's name",
                        "");
            }
            rates.add(new Rate(name, selection(section.section(name), start)));
        }
        section.close();
        return rates;
    }

    private Selection selection(Section at, long defaultFrom) {
        String of = at.required("of", "", CircuitPathwayReader.among(populations));
        int size = populations.containsKey(of) ? populations.get(of).size() : Integer.MAX_VALUE;
        BitSet chosen = new BitSet();
        List<Range> neurons = new ArrayList<>();
        for (Map.Entry<Node, Range> range :
                at.oneOrMore("neurons", Kinds.range(size)).entrySet()) {
            Range numbers = range.getValue();
            if (!populations.containsKey(of)) {
                continue;
            }
            int next = chosen.nextSetBit(numbers.first());
            if (next >= 0 && next <= numbers.last()) {
                problems.add(range.getKey(), "neuron " + next + " is named twice", "each neuron once", "");
            }
            chosen.set(numbers.first(), numbers.last() + 1);
            neurons.add(numbers);
        }
        if (neurons.isEmpty() && at.isList("neurons")) {
            problems.addUnlessBlamed(
                    at.blame("neurons"), "`" + at.path("neurons") + "` names no neuron", "at least one", "");
        }
        long from = at.optional("from", defaultFrom, Kinds.moment(0, end));
        long to = at.optional("to", end, Kinds.moment(0, end));
        checkOrder(at, from, to);
        at.close();
        return new Selection(of, neurons.isEmpty() ? List.of(new Range(0, size - 1)) : neurons, from, to);
    }

    /** Refuses a time that is empty. */
    void checkOrder(Section at, long from, long to) {
        if (from >= to && at.isPresent()) {
            problems.addUnlessBlamed(
                    at.blame(at.has("to") ? "to" : "from"),
                    "`" + at.path(at.has("to") ? "to" : "from") + "` leaves no time from " + CircuitWriter.lag(from)
                            + " to " + CircuitWriter.lag(to),
                    "`from` before `to`; both count from the beginning of the simulation",
                    "");
        }
    }
}
