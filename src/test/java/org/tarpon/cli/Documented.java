package org.tarpon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Markdown file tells its reader to type.
 *
 * @param sessions the content of each fenced block with lines that begin with {@code $}, which are commands; others are output
 * @param commands command lines without output: of other blocks, and of code spans that begin with a command
 * @param files content of YAML blocks whose first line is a comment with a file name, by that name
 */
record Documented(List<List<String>> sessions, List<String> commands, Map<String, String> files) {
    private static final String NAMES =
            "(?:run|check|validate|sweep|report|audit|diff|export|data|init|schema|explain|completion)";
    private static final Pattern JAVA = Pattern.compile("^java(?: -XX:\\S+)* -jar (?:target/)?tarpon\\.jar (.*)$");
    private static final Pattern BARE = Pattern.compile("^" + NAMES + " \\S.*$");
    private static final Pattern FILE = Pattern.compile("^# ([\\w-]+\\.yaml)$");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** README.md and all of docs, in alphabetic order. */
    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    static Documented in(Path document) throws IOException {
        Documented found = new Documented(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        List<String> block = null;
        StringBuilder prose = new StringBuilder();
        for (String line : Files.readAllLines(document)) {
            if (line.startsWith("```")) {
                if (block != null) {
                    found.addBlock(block);
                    block = null;
                } else {
                    block = new ArrayList<>();
                }
            } else if (block != null) {
                block.add(line);
            } else {
                prose.append(line).append(' ');
                // A span may go on in the next line, but not in the next paragraph or row.
                if (line.isBlank() || line.startsWith("|")) {
                    found.addSpans(prose);
                }
            }
        }
        found.addSpans(prose);
        return found;
    }

    private void addSpans(StringBuilder prose) {
        Matcher span = SPAN.matcher(prose);
        while (span.find()) {
            addCommands(span.group(1));
        }
        prose.setLength(0);
    }

    private void addBlock(List<String> block) {
        Matcher file = FILE.matcher(block.isEmpty() ? "" : block.get(0));
        if (file.matches()) {
            files.put(file.group(1), String.join("\n", block) + "\n");
        } else if (block.stream().anyMatch(line -> line.startsWith("$ "))) {
            sessions.add(block);
        } else {
            String.join("\n", block).replaceAll("\\\\\n\\s*", " ").lines().forEach(this::addCommands);
        }
    }

    private void addCommands(String line) {
        for (String part : line.replaceFirst("\\s+#.*", "").split(" && ")) {
            String command = command(part);
            if (command != null) {
                commands.add(command);
            }
        }
    }

    /** The arguments in a line that calls Tarpon, or null. */
    static String command(String line) {
        Matcher java = JAVA.matcher(line);
        return java.matches() ? java.group(1) : BARE.matcher(line).matches() ? line : null;
    }

    /** The words of a command line, without quotes; quoted and escaped characters as they are. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int k = 0; k < line.length(); k++) {
            char c = line.charAt(k);
            if (quote == 0 && c == ' ') {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == 0 && c == '\\' && k + 1 < line.length()) {
                word.append(line.charAt(++k));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
