package org.tarpon.scenario;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a run writes checkpoints beside those of its last epoch and of an interruption.
 *
 * @param every how much of the unit lies between two, at least 1
 * @param keep newest checkpoints left on disk, at least 1
 */
public record Checkpointing(long every, Unit unit, int keep) {
    /** What the distance of checkpoints is measured in. */
    public enum Unit {
        EPOCHS("epochs, such as `1 epoch`"),
        /** Mini-batches of the whole run, each pass counted. */
        BATCHES("mini-batches, such as `50 batches`"),
        SIMULATED_NANOS("simulated time, such as `500 ms`"),
        /** Of a clock on the wall: it says when a checkpoint is written and changes no result. */
        WALL_SECONDS("wall-clock time, such as `600 wall-seconds` or `10 wall-minutes`");

        private final String words;

        Unit(String words) {
            this.words = words;
        }
    }

    private static final Pattern COUNTED = Pattern.compile("([0-9]{1,9}) *([a-z-]+)");

    private record Word(Unit unit, long factor) {}

    private static final Map<String, Word> WORDS = Map.of(
            "epoch", new Word(Unit.EPOCHS, 1),
            "epochs", new Word(Unit.EPOCHS, 1),
            "batch", new Word(Unit.BATCHES, 1),
            "batches", new Word(Unit.BATCHES, 1),
            "wall-second", new Word(Unit.WALL_SECONDS, 1),
            "wall-seconds", new Word(Unit.WALL_SECONDS, 1),
            "wall-minute", new Word(Unit.WALL_SECONDS, 60),
            "wall-minutes", new Word(Unit.WALL_SECONDS, 60),
            "wall-hour", new Word(Unit.WALL_SECONDS, 3600),
            "wall-hours", new Word(Unit.WALL_SECONDS, 3600));

    static Checkpointing ofEpochs(int every, int keep) {
        return new Checkpointing(every, Unit.EPOCHS, keep);
    }

    /**
     * @param fallback where nothing is said
     * @param allowed units that this kind of run has
     */
    static Checkpointing read(Section section, Checkpointing fallback, Set<Unit> allowed) {
        Checkpointing interval = section.optional("every", fallback, interval(EnumSet.copyOf(allowed)));
        int keep = section.optional("keep", fallback.keep, Kinds.integer(1, Integer.MAX_VALUE));
        section.close();
        return new Checkpointing(interval.every, interval.unit, keep);
    }

    private static Kind<Checkpointing> interval(Set<Unit> allowed) {
        String words = allowed.stream().map(unit -> unit.words).collect(Collectors.joining("; "));
        Kind.Parser<Checkpointing> parser = node -> {
            Matcher counted = COUNTED.matcher(node.getValue());
            Word word = counted.matches() ? WORDS.get(counted.group(2)) : null;
            if (node.getValue().matches("[0-9]{1,9}")) {
                String likely = allowed.contains(Unit.EPOCHS) ? " epochs" : " wall-minutes";
                throw new Kind.Wrong("has no unit: " + Words.quote(node.getValue()), node.getValue() + likely);
            }
            Checkpointing interval = word == null
                    ? new Checkpointing(Kinds.time().parser().parse(node), Unit.SIMULATED_NANOS, 1)
                    : new Checkpointing(Long.parseLong(counted.group(1)) * word.factor, word.unit, 1);
            if (interval.every == 0) {
                throw new Kind.Wrong("is out of range: " + Words.quote(node.getValue()), "");
            }
            if (!allowed.contains(interval.unit)) {
                throw new Kind.Wrong("is measured in what this run does not have: " + Words.quote(node.getValue()), "");
            }
            return interval;
        };
        return new Kind<>(words, parser, schema(allowed)).writtenBy(Checkpointing::text);
    }

    private static Map<String, Object> schema(Set<Unit> allowed) {
        String units = new TreeMap<>(WORDS)
                .entrySet().stream()
                        .filter(word -> allowed.contains(word.getValue().unit))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining("|"));
        String counted = "^(?=0*[1-9])[0-9]{1,9} *(" + units + ")$";
        if (!allowed.contains(Unit.SIMULATED_NANOS)) {
            return Map.of("type", "string", "pattern", counted);
        }
        Object time = Kinds.time().form().schema().get("pattern");
        return Map.of("type", "string", "pattern", counted + "|" + time);
    }

    /** As the file has it. */
    String text() {
        return switch (unit) {
            case EPOCHS -> every + (every == 1 ? " epoch" : " epochs");
            case BATCHES -> every + (every == 1 ? " batch" : " batches");
            case SIMULATED_NANOS -> ScenarioWriter.time(every);
            case WALL_SECONDS -> every + (every == 1 ? " wall-second" : " wall-seconds");
        };
    }
}
