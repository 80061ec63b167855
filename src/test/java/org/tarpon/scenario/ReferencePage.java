package org.tarpon.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.tarpon.scenario.KeyReference.Entry;

/** Writes docs/reference.md. */
final class ReferencePage {
    private static final String HEAD =
            """
            # Every key of a scenario

            This page is made of the schema, as the parser reads scenarios: to change it, see
            [architecture.md](architecture.md#how-to). [scenarios.md](scenarios.md) explains how keys work together; `explain KEY` prints
            what stands here. A file has one of three forms; `*` stands for a name that the file chooses, or for an element of a list. In the
            column of defaults "required" means that a key must be there; an empty cell, that nothing stands for it, or what its text says.
            Equations S1 to S22 and S31 to S34 are in [model.md](model.md), S23 to S30 in [continuous-time.md](continuous-time.md).

            | form | what it has |
            |---|---|
            | [learning in volley timing](#learning-in-volley-timing) | `learning`, and `timing.mode: volley`, which is the default |
            | [learning in asynchronous timing](#learning-in-asynchronous-timing) | `learning`, and `timing.mode: asynchronous` |
            | [asynchronous circuits](#asynchronous-circuits) | `timing.mode: asynchronous`, and no `learning` |
            """;

    private ReferencePage() {}

    static String of(KeyReference reference) {
        StringBuilder page = new StringBuilder(HEAD);
        KeyReference.FORMS.forEach((form, words) -> {
            page.append("\n## ")
                    .append(words.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words.substring(1))
                    .append('\n');
            sections(reference, form).forEach((section, entries) -> table(page, section, entries));
        });
        page.append(
                "\n## Metrics\n\nWhat `expect` can bound, and `result.json` has; angle brackets enclose names.\n\n");
        page.append("| metric | what it is |\n|---|---|\n");
        reference.metrics().forEach((name, text) -> row(page, code(name), text));
        return page.toString();
    }

    /** The keys by the section that they are in; a section of single values alone joins the one above. */
    private static Map<String, List<Entry>> sections(KeyReference reference, String form) {
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        for (Entry entry : reference.entries()) {
            if (entry.form().equals(form)) {
                String first = entry.path().split("\\.")[0];
                boolean single = !entry.path().contains(".") && !entry.kind().matches(".*(section|list).*");
                sections.computeIfAbsent(single ? "" : first, any -> new ArrayList<>())
                        .add(entry);
            }
        }
        return sections;
    }

    private static void table(StringBuilder page, String section, List<Entry> entries) {
        page.append(section.isEmpty() ? "" : "\n### `" + section + "`\n");
        page.append("\n| key | kind | default | what it is for |\n|---|---|---|---|\n");
        for (Entry entry : entries) {
            row(page, code(entry.path()), kind(entry), fallback(entry), meaning(entry));
        }
        for (Entry entry : entries) {
            boolean explained = entry.words().values().stream().anyMatch(text -> !text.isEmpty());
            if (explained && !repeats(entry, entries)) {
                page.append("\n`").append(entry.path()).append("`:\n\n");
                entry.words().forEach((word, text) -> page.append("- `")
                        .append(word)
                        .append("`: ")
                        .append(text)
                        .append('\n'));
            }
        }
    }

    /** Whether the words were listed for the section for which they are short, or for feedforward pathways. */
    private static boolean repeats(Entry entry, List<Entry> entries) {
        return entries.stream().takeWhile(other -> other != entry).anyMatch(other -> other.words()
                .equals(entry.words()));
    }

    private static String kind(Entry entry) {
        String words = entry.words().isEmpty() || entry.kind().contains("section")
                ? ""
                : ": `" + String.join("`, `", entry.words().keySet()) + "`";
        boolean several = entry.kind().matches(".*(section|list).*");
        return entry.allowed().isEmpty()
                ? entry.kind() + words
                : several ? entry.kind() + ": " + entry.allowed() : entry.allowed();
    }

    private static String fallback(Entry entry) {
        StringJoiner text = new StringJoiner("; ");
        if (!entry.required().isEmpty()) {
            text.add(entry.required().equals("always") ? "required" : "required " + entry.required());
        }
        if (!entry.fallback().isEmpty()) {
            text.add(code(entry.fallback()));
        }
        return text.toString();
    }

    private static String meaning(Entry entry) {
        return entry.description() + (entry.onlyWith().isEmpty() ? "" : " Only with " + entry.onlyWith() + ".");
    }

    private static String code(String text) {
        return "`" + text.replace("`", "") + "`";
    }

    private static void row(StringBuilder page, String... cells) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
        for (String cell : cells) {
            row.add(cell.replace("|", "\\|"));
        }
        page.append(row);
    }
}
