package org.tarpon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tarpon.scenario.KeyReference;
import org.tarpon.scenario.KeyReference.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarpon explain}. */
@Command(
        name = "explain",
        description = ExplainCommand.PURPOSE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} learning.feedback.noise",
            "  ${COMMAND-FULL-NAME} pathways.feedforward.0.delay",
            "  ${COMMAND-FULL-NAME} target-step",
            "  ${COMMAND-FULL-NAME} difference-target-propagation",
            "  ${COMMAND-FULL-NAME} firing_fraction.hidden1"
        })
final class ExplainCommand implements Callable<Integer> {
    static final String PURPOSE = "Says what a key of scenarios, a word or a metric is for, and what is allowed.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Parameters(
            paramLabel = "KEY",
            arity = "0..1",
            description = "A key as --set has it, or its end; a word that is a value, such as a rule; a metric. Without"
                    + " it, the sections of a scenario are listed.")
    private String key = "";

    @Option(names = "--json", description = "Print what is known as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        KeyReference reference = KeyReference.load();
        List<Entry> keys = key.isEmpty()
                ? reference.entries().stream()
                        .filter(entry -> !entry.path().contains("."))
                        .toList()
                : reference.find(key);
        List<Entry> words = reference.withWord(key);
        List<String> metrics = reference.findMetrics(key);
        if (keys.isEmpty() && words.isEmpty() && metrics.isEmpty()) {
            String nearest = reference.nearest(key);
            throw new UsageException("there is no key, word or metric '" + key + "'"
                    + (nearest.isEmpty() ? "." : "; did you mean '" + nearest + "'?")
                    + " Without a KEY, explain lists the sections of a scenario.");
        }
        if (json) {
            Json.print(json(reference, keys, words, metrics), spec.commandLine().getOut());
        } else {
            print(reference, keys, words, metrics);
        }
        return Main.DONE;
    }

    private void print(KeyReference reference, List<Entry> keys, List<Entry> words, List<String> metrics) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> blocks = new ArrayList<>();
        if (key.isEmpty()) {
            blocks.add(list(alike(keys)));
        } else {
            alike(keys).forEach((entry, forms) -> blocks.add(block(reference, entry, forms)));
        }
        Map<String, List<String>> meanings = new LinkedHashMap<>();
        for (Entry entry : words) {
            List<String> of = meanings.computeIfAbsent(entry.words().get(key), any -> new ArrayList<>());
            if (!of.contains(entry.path())) {
                of.add(entry.path());
            }
        }
        meanings.forEach((text, of) -> blocks.add(key + "  a word of " + String.join(", ", of) + "\n  " + text));
        metrics.forEach(metric -> blocks.add(
                metric + "  a metric, for `expect`\n  " + reference.metrics().get(metric)));
        out.println(String.join("\n\n", blocks));
    }

    /** Entries that say the same in several forms of scenario, once, with these forms. */
    private static Map<Entry, List<String>> alike(List<Entry> entries) {
        Map<Entry, List<String>> alike = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Entry first = alike.keySet().stream()
                    .filter(other -> other.sameButForForm(entry))
                    .findFirst()
                    .orElse(entry);
            alike.computeIfAbsent(first, any -> new ArrayList<>()).add(entry.form());
        }
        return alike;
    }

    private static String block(KeyReference reference, Entry entry, List<String> forms) {
        StringBuilder text = new StringBuilder(entry.path()).append("  ").append(entry.kind());
        text.append("\n  ").append(entry.description());
        line(text, "allowed", entry.allowed());
        entry.words()
                .forEach((word, meaning) ->
                        text.append("\n    ").append(word).append(meaning.isEmpty() ? "" : ": " + meaning));
        line(text, "required", entry.required());
        line(text, "default", entry.fallback());
        line(text, "only with", entry.onlyWith());
        line(text, "example", entry.example());
        if (forms.size() < KeyReference.FORMS.size()) {
            line(
                    text,
                    "where",
                    String.join(
                            ", ", forms.stream().map(KeyReference.FORMS::get).toList()));
        }
        List<Entry> below = reference.below(entry);
        if (!below.isEmpty()) {
            text.append("\n  keys:");
            below.forEach(each ->
                    text.append("\n    ").append(each.path()).append("  ").append(each.description()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("\n  ").append(name).append(": ").append(value);
        }
    }

    private static String list(Map<Entry, List<String>> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((entry, forms) -> {
            String where = forms.size() == KeyReference.FORMS.size()
                    ? ""
                    : "  ("
                            + String.join(
                                    ", ",
                                    forms.stream().map(KeyReference.FORMS::get).toList()) + ")";
            text.append(text.isEmpty() ? "" : "\n")
                    .append(String.format(Locale.ROOT, "%-12s", entry.path()))
                    .append(entry.description())
                    .append(where);
        });
        return text.toString();
    }

    private ObjectNode json(KeyReference reference, List<Entry> keys, List<Entry> words, List<String> metrics) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("keys", Json.tree(keys));
        ObjectNode meanings = document.putObject("words");
        words.forEach(entry -> meanings.put(entry.path(), entry.words().get(key)));
        ObjectNode all = document.putObject("metrics");
        metrics.forEach(metric -> all.put(metric, reference.metrics().get(metric)));
        return document;
    }
}
