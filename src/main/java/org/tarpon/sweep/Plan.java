package org.tarpon.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.tarpon.record.Digests;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;
import org.tarpon.scenario.Study;

/** The runs of a sweep: every setting, once for each of some seeds that follow one another. */
public final class Plan {
    private static final int LONGEST_NAME = 80;
    private static final int NAME_DIGITS = 8;

    /** Begins the source of problems with what a setting sets. */
    private static final String SET = "--set ";

    /**
     * One run.
     *
     * @param name of its folder; it follows from setting and seed and stays when the sweep grows
     * @param digest of its resolved scenario
     */
    public record Run(String name, Setting setting, long seed, String digest) {}

    /** A run, the name of its scenario, and that as its folder will have it. */
    record Drafted(Run run, String study, String scenario) {}

    /** Reads the scenario with what is set on it. */
    @FunctionalInterface
    public interface Reader {
        Study read(List<String> overrides) throws InvalidScenarioException;
    }

    private final String name;
    private final List<Drafted> drafts;

    private Plan(String name, List<Drafted> drafts) {
        this.name = name;
        this.drafts = drafts;
    }

    /**
     * Reads every run's scenario, so that no mistake shows only after hours.
     *
     * @param repeats runs of each setting, at least 1
     * @param origins where a setting, counted from 1, was given, for messages; empty for most
     * @throws InvalidSweepException if settings are wrong, which says of each what is
     * @throws InvalidScenarioException if every setting is wrong for the same reasons, so that it is the scenario's
     */
    public static Plan of(List<Setting> settings, int repeats, IntFunction<String> origins, Reader reader)
            throws InvalidScenarioException {
        List<Drafted> drafts = new ArrayList<>();
        List<InvalidScenarioException> causes = new ArrayList<>();
        StringBuilder wrong = new StringBuilder();
        Map<String, Integer> seen = new HashMap<>();
        for (int number = 1; number <= settings.size(); number++) {
            Setting setting = settings.get(number - 1);
            if (repeats > 1 && setting.values().containsKey("seed")) {
                throw new InvalidSweepException("seeds are varied twice: by `seed` and by --repeat; leave one out");
            }
            try {
                draft(setting, repeats, reader, drafts);
            } catch (InvalidScenarioException e) {
                causes.add(e);
                for (Problem problem : e.problems()) {
                    wrong.append(wrong.isEmpty() ? "" : "\n")
                            .append("setting " + number + " of " + settings.size())
                            .append(origins.apply(number))
                            .append(" (" + setting + "): " + told(problem, setting));
                }
                continue;
            }
            Integer same = seen.put(drafts.get(drafts.size() - 1).run.digest, number);
            if (same != null) {
                throw new InvalidSweepException("settings " + same + " and " + number + " of " + settings.size()
                        + " are the same scenario (" + setting + "); leave one out");
            }
        }
        if (causes.size() == settings.size()
                && causes.stream()
                        .allMatch(e -> e.getMessage().equals(causes.get(0).getMessage()))
                && settings.stream().noneMatch(setting -> isToBlame(setting, causes.get(0)))) {
            throw causes.get(0);
        }
        if (!causes.isEmpty()) {
            throw new InvalidSweepException(wrong.toString());
        }
        return new Plan(drafts.get(0).study, drafts);
    }

    private static boolean isToBlame(Setting setting, InvalidScenarioException e) {
        return e.problems().stream().anyMatch(problem -> isOf(setting, problem));
    }

    private static boolean isOf(Setting setting, Problem problem) {
        return setting.overrides().stream()
                .anyMatch(override -> problem.source().equals(SET + override));
    }

    /** Without the {@code --set} that nobody has given. */
    private static String told(Problem problem, Setting setting) {
        return isOf(setting, problem)
                ? problem.toString().substring(problem.source().length() + ": ".length())
                : problem.toString();
    }

    private static void draft(Setting setting, int repeats, Reader reader, List<Drafted> drafts)
            throws InvalidScenarioException {
        Study first = reader.read(setting.overrides());
        if (first.seed() > Long.MAX_VALUE - (repeats - 1)) {
            throw new InvalidSweepException("--repeat " + repeats + ": the seeds that follow " + first.seed()
                    + " go on past the largest, " + Long.MAX_VALUE + "; give a lesser seed");
        }
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<String> overrides = new ArrayList<>(setting.overrides());
            long seed = first.seed() + repeat;
            overrides.add("seed=" + seed);
            Study study = repeat == 0 ? first : reader.read(overrides);
            String scenario = study instanceof CircuitScenario circuit
                    ? CircuitWriter.write(circuit)
                    : ScenarioWriter.write((Scenario) study);
            String digest = Digests.hex(Digests.ofText(scenario));
            drafts.add(new Drafted(new Run(name(study, setting), setting, seed, digest), study.name(), scenario));
        }
    }

    /** Readable, and apart from all others by a digest of what it sets. */
    private static String name(Study study, Setting setting) {
        if (setting.values().isEmpty()) {
            return study.name() + "-seed" + study.seed();
        }
        String readable = shortKeys(setting.values().keySet()).entrySet().stream()
                .map(key -> key.getValue() + "=" + setting.values().get(key.getKey()))
                .collect(Collectors.joining(","))
                .replaceAll("[^A-Za-z0-9._=,+-]+", "_");
        String digest = Digests.hex(Digests.ofText(String.join("\n", setting.overrides())))
                .substring(0, NAME_DIGITS);
        return readable.substring(0, Math.min(LONGEST_NAME, readable.length())) + "-" + digest + "-seed" + study.seed();
    }

    /** For each dotted key its last words, as many as it takes to tell the keys apart. */
    public static Map<String, String> shortKeys(Set<String> keys) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String key : keys) {
            String[] words = key.split("\\.");
            String shown = key;
            for (int from = words.length - 1; from >= 0; from--) {
                String candidate = String.join(".", List.of(words).subList(from, words.length));
                // A number alone says too little.
                boolean says = !Character.isDigit(candidate.charAt(0));
                long others = keys.stream()
                        .filter(other -> ("." + other).endsWith("." + candidate))
                        .count();
                if (says && others == 1) {
                    shown = candidate;
                    break;
                }
            }
            all.put(key, shown);
        }
        return all;
    }

    /** The scenario's name, of the first run if they differ. */
    public String name() {
        return name;
    }

    List<Drafted> drafts() {
        return drafts;
    }

    public List<Run> runs() {
        return drafts.stream().map(Drafted::run).toList();
    }

    /** All keys that some run sets. */
    static Set<String> keys(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> run.setting().values().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
