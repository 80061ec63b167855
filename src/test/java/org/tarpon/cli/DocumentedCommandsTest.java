package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Commands in README.md and docs work. Sessions, blocks in which lines that begin with {@code $} are commands, are carried out from
 * their first command to their last in a folder with the scenarios, and what they show is compared, but for speeds and times.
 * Other commands run on a few samples, or where their data do not come with Tarpon are validated: options, keys and files exist.
 */
class DocumentedCommandsTest {
    /** Sessions that take minutes, shortened, and then not compared. */
    private static final Map<String, List<String>> SHORTENED = Map.of(
            // In full in the first run and the check of .ci/run.
            "run scenarios/quickstart.yaml --quiet", List.of("--set", "train.epochs=1"),
            // Nine runs of fifteen epochs.
            "sweep scenarios/quickstart.yaml --grid learning.forward.rate=0.002,0.005,0.01 --repeat 3",
                    List.of(
                            "--set",
                            "data.training=100",
                            "--set",
                            "train={epochs: 1, batch: 20}",
                            "--set",
                            "evaluate.passes=1"));

    /** Exit codes that the text around a session tells, where no {@code echo $?} does. */
    private static final Map<String, Integer> ENDS_WITH = Map.of(
            "check scenarios --quiet --set learning.forward.rate=0.0005", Main.EXPECTATION_NOT_MET,
            "diff runs/a runs/b --quiet", Main.EXPECTATION_NOT_MET);

    /** Commands of which only words and options are looked at, with the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "--spark", "needs a cluster: SparkTest",
            "audit scenarios/compare/*.yaml", "AuditScenarioTest does",
            "check scenarios", "all scenarios, for minutes or hours",
            "check FILE", "a scenario of the reader",
            "run scenario.yaml", "a scenario of the reader",
            "my.yaml", "a scenario of the reader",
            "wrong.yaml", "a scenario of the reader",
            "bars.yaml", "needs a rule on the class path: ExtensionsCliTest");

    private static final List<String> FEW_SAMPLES =
            List.of("data.training=100", "data.validation=20", "train={epochs: 1, batch: 20}", "evaluate.passes=1");

    private static final Pattern SPEED =
            Pattern.compile("(?<=in )[\\d.]+ s \\([^)]*\\)|\\s*[\\d,]+ (?=training samples/s)|(?<=threads: )\\d+");

    private static final List<String> SHORT_TIME = List.of("timing.duration=50 ms", "record={}", "expect=[]");

    private static Path folder;

    private static Shell shell;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        shell = new Shell(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        shell.close();
    }

    static List<Path> withSessions() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path document : Documented.all()) {
            if (!Documented.in(document).sessions().isEmpty()) {
                documents.add(document);
            }
        }
        return documents;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withSessions")
    void sessionsGoAsShown(Path document) throws IOException {
        Documented documented = Documented.in(document);
        // That document is about the sample project, in whose folder its reader is.
        boolean sample = document.endsWith("regression-tests.md");
        begin(Path.of(sample ? "docs/examples/scenario-tests/scenarios" : "scenarios"));
        for (Map.Entry<String, String> file : documented.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        List<String> problems = new ArrayList<>();
        for (List<String> session : documented.sessions()) {
            carryOut(session, problems);
        }
        assertTrue(problems.isEmpty(), () -> document + ":\n" + String.join("\n\n", problems));
    }

    private static void carryOut(List<String> session, List<String> problems) throws IOException {
        for (int k = 0; k < session.size(); ) {
            String typed = session.get(k).substring(2);
            int end = k + 1;
            while (end < session.size() && !session.get(end).startsWith("$ ")) {
                end++;
            }
            String shown = String.join("\n", session.subList(k + 1, end)).stripTrailing();
            boolean codeFollows = end < session.size() && session.get(end).equals("$ echo $?");
            String command = Documented.command(typed);
            if (command == null) {
                String printed = shell.other(typed);
                if (printed != null && !matches(shown, printed)) {
                    problems.add("$ " + typed + "\nprints\n" + printed);
                }
            } else {
                List<String> args = new ArrayList<>(shell.expand(Documented.words(command)));
                List<String> shorter = SHORTENED.getOrDefault(command, List.of());
                args.addAll(shorter);
                Outcome outcome = shell.run(args);
                if (!codeFollows && outcome.code() != ENDS_WITH.getOrDefault(command, Main.DONE)) {
                    problems.add("$ " + typed + "\nexits with " + outcome.code() + " and prints\n" + outcome.err());
                } else if (!shown.isEmpty()
                        && shorter.isEmpty()
                        && !matches(shown, outcome.out())
                        && !matches(shown, outcome.err())) {
                    problems.add("$ " + typed + "\nprints\n" + outcome.err());
                }
            }
            k = end;
        }
    }

    /** Whether that is what a document shows, in which … stands for anything. */
    private static boolean matches(String shown, String printed) {
        String pattern =
                Arrays.stream(plain(shown).split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(plain(printed)).matches();
    }

    private static String plain(String text) {
        // The version stands in the manifest of the jar, which tests do without.
        String timeless = SPEED.matcher(text).replaceAll("#").replaceAll("(?<=by Tarpon) 0[.\\d]+", "");
        return timeless.replaceAll("[ \t]+\n", "\n").strip();
    }

    @Test
    void otherCommandsRunOrAreValid() throws IOException {
        begin(Path.of("scenarios"));
        for (String run : List.of("quickstart-seed1", "a", "b", "c")) {
            List<String> args = new ArrayList<>(List.of("run", Outcome.QUICKSTART, "--out", "runs/" + run));
            FEW_SAMPLES.forEach(few -> args.addAll(List.of("--set", few)));
            assertEquals(Main.DONE, shell.run(args).code());
        }
        Set<String> seen = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        for (Path document : Documented.all()) {
            for (String command : Documented.in(document).commands()) {
                String problem = seen.add(command) ? problem(command) : null;
                if (problem != null) {
                    problems.add(document + ": " + command + "\n" + problem);
                }
            }
        }
        assertFalse(seen.isEmpty());
        assertTrue(problems.isEmpty(), () -> String.join("\n\n", problems));
    }

    private static String problem(String command) throws IOException {
        List<String> args = shell.expand(filled(command));
        if (args.isEmpty()) {
            return null;
        }
        try {
            CommandLine line = new CommandLine(new Main());
            Subcommands.addTo(line, args.toArray(String[]::new));
            line.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.MissingParameterException e) {
            // The name of an option, as in `check --update`, and nothing to type as it is.
            return null;
        } catch (CommandLine.ParameterException e) {
            return e.getMessage();
        }
        if (NOT_RUN.keySet().stream().anyMatch(command::contains)) {
            return null;
        }
        args = shorter(args);
        if (args.get(0).equals("init")) {
            Files.deleteIfExists(folder.resolve(args.get(1).startsWith("-") ? "first.yaml" : args.get(1)));
        }
        Outcome outcome = shell.run(args);
        // On so few samples nothing is learned, so that expectations are not met.
        boolean differs = Set.of("check", "diff").contains(args.get(0)) && outcome.code() == Main.EXPECTATION_NOT_MET;
        return outcome.code() == Main.DONE || differs
                ? null
                : "as " + args + " exits with " + outcome.code() + " and prints\n" + outcome.err();
    }

    /** The words of a command, with something in the place of what a reader is to fill in. */
    private static List<String> filled(String command) {
        String text = command.replaceFirst(" > .*", "")
                .replace("--data DIR", "")
                .replaceFirst("^(run|audit) …", "$1 FILE")
                .replace("run --json", "run FILE --json")
                .replace("sweep --resume DIR", "sweep --resume sweeps/quickstart")
                .replace("loss=…", "loss=inverse")
                .replaceAll(" …|…", "")
                .replaceAll("=K\\b", "=2")
                .replaceAll("=RATE\\b", "=0.01")
                .replaceAll("=RULE\\b", "=backpropagation")
                .replaceAll("\\b(runs/NAME|DIR)\\b", "runs/quickstart-seed1")
                .replaceAll("\\bRUN_A\\b", "runs/a")
                .replaceAll("\\bRUN_B\\b", "runs/b")
                .replaceAll("\\bFILE\\b", command.startsWith("init") ? "new.yaml" : Outcome.QUICKSTART)
                .replaceAll("\\bFOLDER\\b", "folder")
                .replaceAll("\\bKEY\\b", "learning.rule")
                .replaceAll("\\bNAME\\b", "fashion-mnist-mini")
                .replaceAll("\\bN\\b", "2");
        return Documented.words(text);
    }

    /** A command that takes a second or two: on a few samples, for a short simulated time, or only validated. */
    private static List<String> shorter(List<String> args) throws IOException {
        boolean runs = Set.of("run", "check", "audit", "sweep").contains(args.get(0));
        List<Path> scenarios = args.stream()
                .filter(word -> word.startsWith("scenarios/"))
                .map(folder::resolve)
                .toList();
        if (!runs || scenarios.isEmpty()) {
            return args;
        }
        String scenario = Files.readString(scenarios.get(0));
        boolean circuit = !scenario.contains("\nlearning:");
        // Learning without phases takes ten seconds even then: its evaluation does.
        boolean embedded = scenario.contains("fashion-mnist-mini")
                && !scenario.contains("mode: asynchronous")
                && !args.contains("data.set=mnist");
        List<String> shorter = new ArrayList<>();
        if (circuit || embedded) {
            shorter.add(args.get(0));
            if (args.get(0).equals("run") && !args.contains("--no-report")) {
                shorter.add("--no-report");
            }
            for (String few : circuit ? SHORT_TIME : FEW_SAMPLES) {
                shorter.addAll(List.of("--set", few));
            }
            shorter.addAll(args.subList(1, args.size()));
            int out = shorter.indexOf("--out");
            if (out >= 0) {
                shorter.subList(out, out + 2).clear();
            }
            return shorter;
        }
        shorter.add("validate");
        for (int k = 1; k < args.size(); k++) {
            if (args.get(k).equals("--set") || args.get(k).equals("--seed")) {
                shorter.add(args.get(k));
                shorter.add(args.get(++k));
            } else if (args.get(k).endsWith(".yaml")) {
                shorter.add(args.get(k));
            }
        }
        return shorter;
    }

    /** Empties the folder and puts the scenarios there. One Java serves all documents: most of its work would be to warm up. */
    private static void begin(Path scenarios) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> files = Files.walk(scenarios)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("scenarios")
                                .resolve(scenarios.relativize(file).toString()));
            }
        }
    }

    /** Tarpon and a few commands of Unix in a folder. */
    private static final class Shell implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Path folder;
        private final Process server;
        private final BufferedWriter commands;
        private final BufferedReader answers;
        private int code;

        Shell(Path folder) throws IOException {
            this.folder = folder;
            server = new ProcessBuilder(
                            ChildProcess.thisJava().toString(),
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CommandServer.class.getName())
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            commands = server.outputWriter(StandardCharsets.UTF_8);
            answers = server.inputReader(StandardCharsets.UTF_8);
        }

        Outcome run(List<String> args) throws IOException {
            commands.write(JSON.writeValueAsString(args));
            commands.newLine();
            commands.flush();
            Outcome outcome = JSON.readValue(answers.readLine(), Outcome.class);
            code = outcome.code();
            return outcome;
        }

        /** What some other command prints, or null if it is none of those known here. */
        String other(String typed) throws IOException {
            List<String> words = Documented.words(typed);
            return switch (words.get(0)) {
                case "echo" -> String.valueOf(code);
                case "ls" -> {
                    try (Stream<Path> files = Files.list(folder.resolve(words.get(1)))) {
                        yield files.map(file -> file.getFileName().toString())
                                .filter(name -> !name.startsWith("."))
                                .sorted()
                                .collect(Collectors.joining("\n"));
                    }
                }
                case "head" -> {
                    String count = words.get(words.size() - 2).replace("-", "");
                    try (Stream<String> lines = Files.lines(folder.resolve(words.get(words.size() - 1)))) {
                        yield lines.limit(Integer.parseInt(count)).collect(Collectors.joining("\n"));
                    }
                }
                default -> null;
            };
        }

        /** Words, with the files that a pattern in the last part of a path stands for. */
        List<String> expand(List<String> words) throws IOException {
            List<String> expanded = new ArrayList<>();
            for (String word : words) {
                int slash = word.lastIndexOf('/');
                if (slash < 0 || word.indexOf('*') < slash) {
                    expanded.add(word);
                    continue;
                }
                List<String> files = new ArrayList<>();
                String parent = word.substring(0, slash + 1);
                try (DirectoryStream<Path> found =
                        Files.newDirectoryStream(folder.resolve(parent), word.substring(slash + 1))) {
                    for (Iterator<Path> each = found.iterator(); each.hasNext(); ) {
                        files.add(parent + each.next().getFileName());
                    }
                }
                Collections.sort(files);
                expanded.addAll(files);
            }
            return expanded;
        }

        @Override
        public void close() throws IOException {
            commands.close();
            server.destroy();
        }
    }
}
