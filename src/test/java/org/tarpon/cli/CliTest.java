package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command prints where, and with which code it ends. */
class CliTest {
    private static final String DIVERGE = "learning.forward={optimizer: sgd, rate: 1, weight-decay: 1.0e+7}";

    @TempDir
    private Path folder;

    @Test
    void helpNamesEveryCommandAndEveryExitCode() {
        Outcome help = Outcome.of("--help");
        assertEquals(0, help.code());
        for (String word : List.of(
                "run",
                "check",
                "validate",
                "sweep",
                "report",
                "audit",
                "diff",
                "export",
                "data",
                "init",
                "schema",
                "explain",
                "completion",
                "0 ",
                "1 ",
                "2 ",
                "3 ",
                "4 ",
                "5 ",
                "130 ")) {
            assertTrue(help.out().contains("\n  " + word), word);
        }
        assertEquals(help.out(), Outcome.of("help").out());
    }

    /** Commands that are not named are not made, and no one may see it. */
    @Test
    void commandsThatAreMadeAndOthersAreDescribedAlike() {
        Outcome all = Outcome.of("--help", "run", "check", "validate", "audit", "data", "help");
        assertEquals(0, all.code());
        assertEquals(all.out(), Outcome.of("--help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "validate",
                "sweep",
                "report",
                "audit",
                "diff",
                "export",
                "data",
                "init",
                "schema",
                "explain",
                "completion"
            })
    void everyCommandHasHelpWithExamplesAndEveryOptionExplained(String command) {
        Outcome help = Outcome.of(command, "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("Examples:"), help.out());
        assertEquals("", help.err());
        for (String line : help.out().split("\n")) {
            assertFalse(line.matches(" +(-., )?--[a-z]+(=[A-Z=]+)? *"), "not explained: " + line);
            assertTrue(line.length() <= 80, line);
        }
    }

    @Test
    void schemaIsOneJsonDocument() {
        Outcome schema = Outcome.of("schema");
        assertEquals(0, schema.code(), schema.err());
        assertEquals("Tarpon scenario", schema.json().get("title").asText());
        assertEquals("", schema.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            learning.feedback.noise         | learning.feedback.noise.halve-after
            learning.feedback.noise.initial | allowed: a number, 0 or more
            noise.initial                   | default: 0.5
            pathways.feedforward.0.delay    | a time above 0 with its unit ns, us, ms or s
            pathways.feedforward.*.delay    | example: 2 ms, in scenarios/quickstart.yaml
            populations.retina.tau          | required: with model
            learning.forward.momentum       | default: 0 with optimizer sgd; 0.9 with optimizer centred-rmsprop
            data.encoder.noise              | only with: type gaussian
            difference-target-propagation   | a word of learning.rule
            firing_fraction.hidden1         | a metric
            test_error                      | in percent
            """)
    void explainKnowsKeysWordsAndMetrics(String key, String said) {
        Outcome outcome = Outcome.of("explain", key);
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains(said), outcome.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "*", "a.*.b", "learning."})
    void explainKnowsNoKeysOfDotsAndStars(String key) {
        Outcome outcome = Outcome.of("explain", key);
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("there is no key, word or metric '" + key + "'"), outcome.err());
        assertFalse(outcome.err().contains("did you mean '*'"), outcome.err());
    }

    @Test
    void explainEndsItsSentences() {
        String err = Outcome.of("explain", "dtp").err();
        assertTrue(err.matches("(?s).*('dtp'\\.|\\?) Without a KEY.*"), err);
    }

    @Test
    void explainListsSectionsAndSpeaksJson() {
        assertTrue(Outcome.of("explain").out().contains("\nlearning "));
        JsonNode one = Outcome.of("explain", "train.epochs", "--json").json();
        assertEquals("whole number", one.at("/keys/0/kind").asText());
        assertEquals("always", one.at("/keys/0/required").asText());
    }

    @Test
    void versionIsOneLine() {
        assertTrue(Outcome.of("--version").out().matches("tarpon .+\\R"));
    }

    @Test
    void withoutArgumentsTheUsageIsShownAsAMistake() {
        Outcome none = Outcome.of();
        assertEquals(2, none.code());
        assertTrue(none.err().startsWith("Usage: "));
        assertEquals("", none.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            nonsense                                         | there is no command 'nonsense'
            rum                                              | Did you mean:
            run --nonsense                                   | Unknown option: '--nonsense'
            run                                              | run takes a scenario file, or --resume
            run a.yaml --resume b                            | run takes a scenario file, or --resume
            run --resume src --out b                         | --out cannot be given with it
            run --resume src --seed 2                        | src is not the directory of a run
            run --resume src                                 | src is not the directory of a run: it holds no scenario.yaml
            run nowhere.yaml                                 | nowhere.yaml: there is no such file
            run src                                          | src: cannot be read: Is a directory
            run scenarios/quickstart.yaml --threads 0        | --threads takes a number from 1 to 1024, not 0
            run scenarios/quickstart.yaml --threads two      | '--threads': 'two' is not a whole number
            sweep scenarios/quickstart.yaml --samples two    | '--samples': 'two' is not a whole number
            sweep scenarios/quickstart.yaml --search-seed x  | '--search-seed': 'x' is not a whole number
            run scenarios/quickstart.yaml --seed abc         | '--seed': 'abc' is not a whole number
            run scenarios/quickstart.yaml --set epochs       | --set epochs: not an override; allowed: key=value
            run scenarios/quickstart.yaml --set train.epoc=1 | unknown key `epoc` in `train`; allowed: epochs, batch
            run scenarios/quickstart.yaml --out pom.xml      | pom.xml is a file; give a folder with --out
            run scenarios/quickstart.yaml --out src          | src is not empty; give another folder with --out
            check                                            | Missing required parameter: 'FILE|DIR'
            check src/main                                   | src/main holds no scenario
            validate                                         | Missing required parameter: 'FILE|DIR'
            sweep                                            | sweep takes a scenario file, or --resume
            sweep a.yaml --resume b                          | sweep takes a scenario file, or --resume
            sweep --resume src                               | src is not the directory of a sweep: it holds no sweep.json
            sweep --resume src --grid a=1                    | --resume goes on with a sweep as it is
            sweep --resume src --seed 2                      | --resume goes on with a sweep as it is
            sweep a.yaml --samples 3                         | --random and --samples go together
            sweep a.yaml --random a=uniform(1,2)             | --random and --samples go together
            sweep a.yaml --samples 0 --random a=uniform(1,2) | --samples takes a number from 1 on, not 0
            sweep a.yaml --repeat 0                          | --repeat takes a number from 1 on, not 0
            sweep a.yaml --threads 0                         | --threads takes a number from 1 to 1024, not 0
            sweep a.yaml --parallel 0                        | --parallel takes a number from 1 to 1024, not 0
            sweep a.yaml --grid a                            | --grid a: write --grid key=v1,v2
            sweep a.yaml --grid a=1                          | a.yaml: there is no such file
            sweep a.yaml --list src/no.csv                   | src/no.csv: there is no such file
            sweep scenarios/quickstart.yaml --out src        | src is not empty and has no sweep
            sweep scenarios/quickstart.yaml --out pom.xml    | pom.xml is a file; give a folder with --out
            audit src                                        | src is not the directory of a run
            diff src                                         | Missing required parameter: 'RUN_B'
            diff src src                                     | src is not the directory of a run
            diff src src --seed 2                            | Unknown options: '--seed', '2'
            init pom.xml                                     | pom.xml is there already; give another name
            init nowhere/first.yaml                          | there is no folder
            explain learning.feedback.nose                   | did you mean 'learning.feedback.noise'?
            explain test_eror                                | did you mean 'test_error'?
            data                                             | data takes a command: list, or get NAME
            data get imagenet                                | there are: fashion-mnist-mini, fashion-mnist, mnist
            """)
    void usageErrorsSayWhatIsWrongAndExitWith2(String command, String message) {
        Outcome outcome = Outcome.of(command.split(" "));
        assertAll(
                () -> assertEquals(2, outcome.code(), outcome.err()),
                () -> assertTrue(outcome.err().contains(message), outcome.err()),
                () -> assertEquals("", outcome.out()),
                () -> assertFalse(outcome.err().contains("\tat "), outcome.err()));
    }

    @Test
    void validateShowsAllMistakesOfAllFiles() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "tarpon: 1\nnmae: x\nseed: x\n");
        Outcome outcome = Outcome.of("validate", bad.toString(), Outcome.QUICKSTART);
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(bad + ":2:1: unknown key `nmae`"), outcome.err());
        assertTrue(outcome.err().contains(bad + ":3:"), outcome.err());
        assertEquals(Outcome.QUICKSTART + ": valid\n", outcome.out());
    }

    @Test
    void validateTakesFolders() throws IOException {
        Outcome empty = Outcome.of("validate", folder.toString());
        assertEquals(2, empty.code());
        assertTrue(empty.err().contains("holds no scenario (*.yaml directly in it)"), empty.err());
        Path one = Files.copy(Path.of(Outcome.QUICKSTART), folder.resolve("one.yaml"));
        Path two = Files.copy(one, folder.resolve("two.yaml"));
        assertEquals(
                one + ": valid\n" + two + ": valid\n",
                Outcome.of("validate", folder.toString()).out());
    }

    @Test
    void validateTakesOverridesAsRunDoes() {
        Outcome good = Outcome.of("validate", Outcome.QUICKSTART, "--seed", "2", "--set", "train.epochs=3");
        assertEquals(0, good.code(), good.err());
        Outcome bad = Outcome.of(
                "validate", Outcome.QUICKSTART, "--set", "train.epochs=0", "--set", "learning.message=spikes");
        assertEquals(2, bad.code());
        assertTrue(bad.err().contains("--set train.epochs=0: `train.epochs` is out of range"), bad.err());
        assertTrue(bad.err().contains("--set learning.message=spikes: "), bad.err());
        assertEquals("", bad.out());
        assertFalse(Outcome.of("validate", "--help").out().contains("--threads"), "validate runs nothing");
    }

    @Test
    void runSummarisesAndSaysWhereItsFilesAre() {
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.ofTiny("run", "--out", out.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith("quickstart, seed 1: 2 epochs in "), outcome.out());
        assertTrue(outcome.out().contains("files    " + out), outcome.out());
        assertTrue(outcome.err().contains("epoch 2 of 2  error: train "), outcome.err());
        for (String file :
                List.of("result.json", "metrics.jsonl", "scenario.yaml", "checkpoints/epoch-000002.tarpon")) {
            assertTrue(Files.isRegularFile(out.resolve(file)), file);
        }
        assertFalse(outcome.err().contains("\u001B"), "no control sequences where there is no terminal");
    }

    @Test
    void liveChangesNothingWhereThereIsNoTerminal() {
        Outcome outcome =
                Outcome.ofTiny("run", "--live", "--out", folder.resolve("run").toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("epoch 2 of 2  error: train "), outcome.err());
        assertFalse(outcome.err().contains("\u001B"), outcome.err());
    }

    @Test
    void quietJsonIsOneDocumentAndNothingElse() throws IOException {
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.ofTiny("run", "--out", out.toString(), "--json", "--quiet");
        assertEquals("", outcome.err());
        assertEquals(outcome.out(), Files.readString(out.resolve("result.json")));
        assertEquals(2, outcome.json().at("/metrics/epoch").asInt());
    }

    @Test
    void resumingAFinishedRunPrintsItsResultAgain() {
        String out = folder.resolve("run").toString();
        Outcome first = Outcome.ofTiny("run", "--out", out, "--json", "--quiet");
        Outcome again = Outcome.of("run", "--resume", out, "--json");
        assertEquals(0, again.code(), again.err());
        assertEquals(first.out(), again.out());
        assertTrue(again.err().contains("this run is finished"), again.err());
    }

    @Test
    void aFinishedRunIsTrainedFurtherToTheBitsOfALongerOne() throws IOException {
        String out = folder.resolve("run").toString();
        Outcome.ofTiny("run", "--out", out);
        Outcome further = Outcome.of("run", "--resume", out, "--set", "train.epochs=4", "--json");
        assertEquals(0, further.code(), further.err());
        assertFalse(further.err().contains("warning"), further.err());
        Outcome longer = Outcome.ofTiny(
                "run", "--out", folder.resolve("longer").toString(), "--json", "--set", "train={epochs: 4, batch: 20}");
        assertEquals(longer.json().get("digests"), further.json().get("digests"));
        assertEquals(longer.json().get("metrics"), further.json().get("metrics"));
        assertEquals(longer.json().get("audit"), further.json().get("audit"));
        Outcome again = Outcome.of("run", "--resume", out, "--json");
        assertEquals(further.out(), again.out(), "it has the greater number of epochs from now on");
    }

    @Test
    void anExtensionThatDiffersFromALongerRunSaysSo() {
        String out = folder.resolve("run").toString();
        Outcome.ofTiny("run", "--out", out, "--set", "evaluate={passes: 1, every: 3 epochs}");
        Outcome further = Outcome.of("run", "--resume", out, "--set", "train.epochs=3", "--json");
        assertEquals(0, further.code(), further.err());
        assertTrue(further.err().contains("warning: epoch 2 was evaluated because it was the last"), further.err());
        Outcome longer = Outcome.ofTiny(
                "run",
                "--out",
                folder.resolve("longer").toString(),
                "--json",
                "--set",
                "evaluate={passes: 1, every: 3 epochs}",
                "--set",
                "train={epochs: 3, batch: 20}");
        assertEquals(longer.json().at("/digests/weights"), further.json().at("/digests/weights"));
        assertNotEquals(longer.json().at("/digests/spikes"), further.json().at("/digests/spikes"));
    }

    @Test
    void onlyMoreEpochsCanBeSetOnResumption() {
        String out = folder.resolve("run").toString();
        Outcome.ofTiny("run", "--out", out);
        Outcome other = Outcome.of("run", "--resume", out, "--set", "train.epochs=3", "--set", "train.batch=10");
        assertEquals(2, other.code());
        assertTrue(other.err().contains("--set can only give it more epochs"), other.err());
        Outcome fewer = Outcome.of("run", "--resume", out, "--set", "train.epochs=1");
        assertEquals(2, fewer.code());
        assertTrue(fewer.err().contains("has 2 epochs; --set train.epochs can only give it more"), fewer.err());
    }

    @Test
    void checkpointsOfAnotherScenarioAreRefused() throws IOException {
        Path out = folder.resolve("run");
        Outcome.ofTiny("run", "--out", out.toString());
        Path scenario = out.resolve("scenario.yaml");
        Files.writeString(scenario, Files.readString(scenario).replace("target-step: 0.58", "target-step: 0.6"));
        Outcome outcome = Outcome.of("run", "--resume", out.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("which was altered since"), outcome.err());
    }

    @Test
    void aDamagedCheckpointIsPassedOverAloud() throws IOException {
        Path out = folder.resolve("run");
        Outcome straight = Outcome.ofTiny("run", "--out", out.toString(), "--json", "--quiet");
        Files.writeString(out.resolve("checkpoints/epoch-000002.tarpon"), "garbage");
        Files.writeString(out.resolve("metrics.jsonl"), "altered\n");
        Outcome outcome = Outcome.of("run", "--resume", out.toString(), "--json", "--quiet");
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("epoch-000002.tarpon cannot be used: it has only 7 bytes"), outcome.err());
        assertTrue(outcome.err().contains("metrics.jsonl was altered"), outcome.err());
        assertEquals(straight.json().get("digests"), outcome.json().get("digests"));
        assertEquals(2, Files.readAllLines(out.resolve("metrics.jsonl")).size());
    }

    @Test
    void withoutAWholeCheckpointTheRunBeginsAnewAndSaysSo() throws IOException {
        Path out = folder.resolve("run");
        Outcome straight = Outcome.ofTiny("run", "--out", out.toString(), "--json", "--quiet");
        for (int epoch = 1; epoch <= 2; epoch++) {
            Files.write(out.resolve("checkpoints/epoch-00000" + epoch + ".tarpon"), new byte[0]);
        }
        Outcome outcome = Outcome.of("run", "--resume", out.toString(), "--json");
        assertTrue(outcome.err().contains("no usable checkpoint in " + out + "; starting from the beginning"));
        assertEquals(straight.json().get("digests"), outcome.json().get("digests"));
    }

    @Test
    void filesThatCannotBeWrittenAreNamedWithExit1() throws IOException {
        Path out = folder.resolve("run");
        Outcome.ofTiny("run", "--out", out.toString());
        // A file where the folder should be: works for root too, whom no permission stops.
        Files.move(out.resolve("checkpoints"), folder.resolve("elsewhere"));
        Files.writeString(out.resolve("checkpoints"), "");
        Outcome outcome = Outcome.of("run", "--resume", out.toString());
        assertEquals(1, outcome.code());
        assertTrue(outcome.err().contains("a file could not be read or written: " + out), outcome.err());
        assertTrue(outcome.err().contains("go on with: "), outcome.err());
        assertFalse(outcome.err().contains("bug"), outcome.err());
    }

    @Test
    void aFileWithoutPermissionIsSaidToBe() throws IOException {
        Path secret = Files.copy(Path.of(Outcome.QUICKSTART), folder.resolve("secret.yaml"));
        assumeFalse(!secret.toFile().setReadable(false) || Files.isReadable(secret), "root may read everything");
        Outcome outcome = Outcome.of("validate", secret.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("cannot be read: no permission"), outcome.err());
    }

    @Test
    void missingDataExitsWith4() throws IOException {
        // Damaged, not absent, so that nothing is fetched.
        Path set = Files.createDirectories(folder.resolve("mnist"));
        for (String file : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(set.resolve(file + "-ubyte"), "no images");
        }
        Outcome outcome = Outcome.of("run", "scenarios/mnist.yaml", "--data", folder.toString());
        assertEquals(4, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("train-images-idx3-ubyte"), outcome.err());
    }

    @Test
    void divergenceExitsWith5AndKeepsWhatWasLearned() {
        Path out = folder.resolve("run");
        // Weights grow by a factor of 10⁷ with each of the three mini-batches of an epoch, so they pass the largest
        // float, 3·10³⁸, in epoch 2.
        Outcome outcome = Outcome.ofTiny(
                "run", "--out", out.toString(), "--set", DIVERGE, "--set", "train={epochs: 3, batch: 40}");
        assertEquals(5, outcome.code(), outcome.err());
        assertTrue(
                outcome.err().matches("(?s).*diverged in epoch 2, batch 3, pathway input-[a-z0-9]+: a weight is.*"),
                outcome.err());
        assertTrue(
                outcome.err().contains("the last good checkpoint is " + out + "/checkpoints/epoch-000001.tarpon"),
                outcome.err());
        Outcome again = Outcome.of("run", "--resume", out.toString());
        assertEquals(5, again.code());
        assertTrue(again.err().contains("going on after epoch 1 of 3"), again.err());
    }

    @ParameterizedTest
    @CsvSource({"100, 0, met", "0, 3, FAILS"})
    void checkHoldsTheResultAgainstWhatIsExpected(int atMost, int code, String verdict) {
        Outcome outcome = Outcome.ofTiny("check", "--set", "expect.0.at-most=" + atMost);
        assertEquals(code, outcome.code(), outcome.err());
        assertTrue(outcome.out().startsWith(verdict + " "), outcome.out());
        assertTrue(outcome.out().contains(": test_error at most " + atMost + ".0; actual "), outcome.out());
    }

    @Test
    void verdictsHaveNumbersOfMetricsAndTextOfDigests() {
        String digest = "0".repeat(64);
        JsonNode verdicts = Outcome.ofTiny(
                        "check",
                        "--json",
                        "--quiet",
                        "--set",
                        "expect=[{metric: test_error, at-most: 100}, {digest: weights, equals: '" + digest + "'}]")
                .json()
                .at("/0/expectations");
        assertTrue(verdicts.at("/0/actual").isNumber(), verdicts.toString());
        assertTrue(verdicts.at("/1/actual").isTextual(), verdicts.toString());
    }

    @Test
    void checkTakesOnlyTheScenariosDirectlyInAFolder() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.writeString(inside.resolve("long.yaml"), "tarpon: 1\n");
        Outcome none = Outcome.of("check", folder.toString());
        assertEquals(2, none.code());
        assertTrue(none.err().contains(folder + " holds no scenario"), none.err());
        Path direct = Files.writeString(folder.resolve("direct.yaml"), "tarpon: 1\n");
        Outcome outcome = Outcome.of("check", folder.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains(direct + ":1:1: "), outcome.err());
        assertFalse(outcome.err().contains("long.yaml"), outcome.err());
    }

    @Test
    void checkReportsAScenarioThatCannotBeRun() {
        Outcome outcome = Outcome.ofTiny("check", "--set", DIVERGE, "--set", "train.epochs=4", "--json", "--quiet");
        assertEquals(5, outcome.code());
        JsonNode entry = outcome.json().get(0);
        assertEquals("quickstart", entry.get("name").asText());
        assertTrue(entry.get("error").asText().contains("diverged"), outcome.out());
    }

    @Test
    void auditOfARunAndOfAScenarioAgreeOnTheWiring() {
        String out = folder.resolve("run").toString();
        Outcome.ofTiny("run", "--out", out);
        JsonNode ofRun = Outcome.of("audit", out, "--json").json();
        JsonNode ofScenario = Outcome.ofTiny("audit", "--json", "--quiet").json();
        assertEquals(6, ofRun.size());
        ofRun.properties()
                .forEach(finding -> assertEquals(
                        finding.getValue().get("answered"),
                        ofScenario.at("/" + finding.getKey() + "/answered"),
                        finding.getKey()));
        assertTrue(Outcome.of("audit", out).out().contains("feedback weights equal the feedforward ones"));
    }

    @Test
    void auditOfSeveralComparesThem() {
        String bp = "scenarios/compare/backpropagation.yaml";
        String spikes = "scenarios/compare/difference-target-propagation-coupled-spike-learned-top.yaml";
        String[] args = {"audit", bp, spikes, "--quiet", "--set", "data.training=20", "--set", "train.batch=10", "", ""
        };
        args[8] = "--set";
        args[9] = "data.validation=20";
        Outcome table = Outcome.of(args);
        assertEquals(0, table.code(), table.err());
        List<String> lines = table.out().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).contains("4 real numbers"), table.out());
        assertTrue(lines.get(1).strip().startsWith(bp) && !lines.get(1).contains("answered"), table.out());
        assertTrue(lines.get(2).matches(".*yaml( +answered){4}( +stands){2}"), table.out());
        args[8] = "--markdown";
        args[9] = "--threads=1";
        Outcome markdown = Outcome.of(args);
        assertTrue(markdown.out().contains("| answered | answered | answered | answered | stands | stands |"));
        args[8] = "--json";
        JsonNode json = Outcome.of(args).json();
        assertEquals(bp, json.at("/0/of").asText());
        assertEquals(true, json.at("/1/audit/real_numbers/answered").asBoolean());
    }

    @Test
    void theTableOfAllRulesIsTheOneInTheDocumentation() throws IOException {
        List<String> args = new ArrayList<>(List.of("audit", "--markdown", "--quiet"));
        try (Stream<Path> files = Files.list(Path.of("scenarios/compare"))) {
            files.map(Path::toString).sorted().forEach(args::add);
        }
        Outcome outcome = Outcome.of(args.toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome.err());
        String documented = Files.readString(Path.of("docs/plausibility.md"));
        assertTrue(documented.endsWith(outcome.out()), "docs/plausibility.md should end with:\n" + outcome.out());
    }

    @Test
    void auditOfAnAlteredResultSaysHowToMendIt() throws IOException {
        Path out = folder.resolve("run");
        Outcome.ofTiny("run", "--out", out.toString());
        Files.writeString(out.resolve("result.json"), "{");
        Outcome outcome = Outcome.of("audit", out.toString());
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("was altered"), outcome.err());
        assertEquals(0, Outcome.of("run", "--resume", out.toString()).code());
        assertEquals(0, Outcome.of("audit", out.toString()).code());
    }

    @Test
    void dataListShowsTheEmbeddedSet() {
        Outcome outcome = Outcome.of("data", "list");
        assertEquals(0, outcome.code());
        assertTrue(
                outcome.out().contains("fashion-mnist-mini     5,000 training   1,000 test  embedded"), outcome.out());
    }

    @Test
    void theFirstScenarioIsValidAndRuns() throws IOException {
        Path file = folder.resolve("first.yaml");
        Outcome outcome = Outcome.of("init", file.toString());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("run " + file), outcome.out());
        assertEquals(file + ": valid\n", Outcome.of("validate", file.toString()).out());
        String written = Files.readString(file);
        assertEquals(2, Outcome.of("init", file.toString()).code());
        assertEquals(written, Files.readString(file), "nothing is replaced");
        Outcome run = Outcome.of(
                "check", file.toString(), "--set", "train.epochs=1", "--set", "data.training=100", "--quiet");
        assertEquals(3, run.code(), "one epoch on 100 images is not enough: " + run.err());
    }

    /** The shell itself says whether it can read the script, and what it would offer. */
    @Test
    void completionOffersCommandsAndOptions() throws IOException, InterruptedException {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "skipped: no bash");
        Path script = Files.writeString(
                folder.resolve("script"), Outcome.of("completion").out());
        String ask = "source " + script + "; COMP_WORDS=(tarpon %s); COMP_CWORD=1; _complete_tarpon;"
                + " echo ${COMPREPLY[*]}";
        Path out = folder.resolve("offered");
        Process shell = new ProcessBuilder(bash.toString(), "--norc", "-c", ask.formatted("di"))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertEquals(0, ChildProcess.join(shell), Files.readString(out));
        assertEquals("diff", Files.readString(out).strip());
    }

    @Test
    void completionOffersKeysToSet() {
        assertTrue(Outcome.of("completion").out().contains("\"learning.feedback.noise.initial=\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"learn", "compare", "circuit"})
    void everyKindOfFirstScenarioIsValidAndEditorsFindItsSchema(String kind) throws IOException {
        Path file = folder.resolve(kind + ".yaml");
        Outcome init = Outcome.of("init", file.toString(), "--kind", kind, "--editor");
        assertEquals(0, init.code(), init.err());
        assertEquals(0, Outcome.of("validate", file.toString()).code());
        assertTrue(Files.readString(file).startsWith("# yaml-language-server: $schema=tarpon.schema.json\n#"));
        assertEquals(Outcome.of("schema").out(), Files.readString(folder.resolve("tarpon.schema.json")));
    }

    @ParameterizedTest
    @CsvSource({
        "first.yaml, first",
        "my study.v2.yaml, my-study.v2",
        ".hidden.yaml, hidden",
        "1.yaml, 1",
        "null.yaml, null",
        "0x1F.yml, 0x1F",
        "étude, tude",
        "----.yaml, first"
    })
    void aFirstScenarioIsNamedAfterItsFile(String given, String name) throws IOException {
        Path file = folder.resolve(given);
        for (String kind : List.of("learn", "compare", "circuit")) {
            Files.deleteIfExists(file);
            assertEquals(0, Outcome.of("init", file.toString(), "--kind", kind).code());
            Outcome run = Outcome.of("validate", file.toString(), "--estimate");
            assertEquals(0, run.code(), run.err());
            assertTrue(Files.readString(file).contains("\nname: " + name), kind);
        }
        assertTrue(Outcome.of("init", "/").err().contains("is there already"));
    }

    @Test
    void aClosedStandardOutputIsOneLineAndExit1() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        StringWriter err = new StringWriter();
        int code = Main.run(new String[] {"data", "list"}, new PrintWriter(closed), new PrintWriter(err, true));
        assertEquals(1, code);
        assertTrue(err.toString().matches("tarpon: standard output was closed.*\\R"), err.toString());
    }

    @Test
    void bugsAndLackOfMemoryAreToldWithoutATrace() {
        StringWriter err = new StringWriter();
        PrintWriter printer = new PrintWriter(err, true);
        assertEquals(1, Failures.explain(new IllegalStateException("boom"), printer));
        assertEquals(1, Failures.explain(new StackOverflowError(), printer));
        assertEquals(1, Failures.explain(new OutOfMemoryError("Java heap space"), printer));
        String[] lines = err.toString().split("\\R");
        assertEquals(3, lines.length, err.toString());
        assertTrue(lines[0].contains("this is a bug") && lines[0].contains("boom"), lines[0]);
        assertTrue(lines[2].contains("-Xmx"), lines[2]);
    }
}
