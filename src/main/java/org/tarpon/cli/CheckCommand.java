package org.tarpon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tarpon.experiment.Expectations.Verdict;
import org.tarpon.scenario.Expectation;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.ScenarioFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon check}. */
@Command(
        name = "check",
        description = {
            CheckCommand.PURPOSE,
            "Keeps no files. Exits with 0 if all is met; else with 1, 4 or 5 if some scenario could not be run to its"
                    + " end, else with 3."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml",
            "  ${COMMAND-FULL-NAME} scenarios --data DIR --json",
            "  ${COMMAND-FULL-NAME} scenarios --junit target/tarpon.xml",
            "  ${COMMAND-FULL-NAME} my.yaml --update",
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml \\",
            "      --set expect.0.at-most=20"
        })
final class CheckCommand implements Callable<Integer> {
    static final String PURPOSE = "Runs scenarios and holds their results against what they expect.";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Scenarios, or folders: all *.yaml directly in them, not in folders inside.")
    private List<Path> paths;

    @Option(names = "--json", description = "Print the verdicts as one JSON document.")
    private boolean json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write a report in the XML of JUnit too, a test case for each expectation.")
    private Path junit;

    @Option(
            names = "--update",
            description =
                    "Put the digests and figures of these runs in the place of those that stand in the files and"
                            + " in their baselines, where all else is met. Bounds stay as they are. Takes no --set and no --seed.")
    private boolean update;

    @Option(
            names = "--skip-missing-data",
            description = "Pass over scenarios whose data set is not here and cannot be got, instead of exit code 4.")
    private boolean skip;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        options.threads();
        if (update && options.overrides()) {
            throw new UsageException("--update stores what the files themselves say: it takes no --set and no --seed");
        }
        Optional<JUnitReport> report = junit == null ? Optional.empty() : Optional.of(JUnitReport.in(junit));
        List<ScenarioCheck> checks = readAll();
        List<CheckedScenario> checked = new ArrayList<>();
        int code = Main.DONE;
        for (ScenarioCheck check : checks) {
            Optional<CheckedScenario> next = check.run(update, skip);
            if (next.isEmpty()) {
                return Main.INTERRUPTED;
            }
            checked.add(next.get());
            tell(next.get());
            code = worse(code, next.get().code());
        }
        if (report.isPresent()) {
            report.get().write(checked);
        }
        if (json) {
            ArrayNode document = JsonNodeFactory.instance.arrayNode();
            checked.forEach(one -> document.add(json(one)));
            Json.print(document, options.out());
        }
        return code;
    }

    /** All are read before the first is run: a mistake in the last file shows at once. */
    private List<ScenarioCheck> readAll() throws InvalidScenarioException, IOException {
        List<ScenarioCheck> checks = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : paths) {
            List<Path> files = ScenarioFiles.of(path);
            if (files.isEmpty()) {
                throw new UsageException(path + " holds no scenario (*.yaml directly in it)");
            }
            for (Path file : files) {
                try {
                    checks.add(new ScenarioCheck(file, options));
                } catch (InvalidScenarioException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems);
        }
        return checks;
    }

    /** What a program did wrong comes before what lacks or diverged, and this before what is not met. */
    private static int worse(int code, int other) {
        return code == Main.INTERNAL_ERROR || other == Main.INTERNAL_ERROR
                ? Main.INTERNAL_ERROR
                : Math.max(code, other);
    }

    private void tell(CheckedScenario checked) {
        if (checked.error().isPresent()) {
            say(checked.skipped() ? "skips " : "FAILS ", checked, "could not be run");
            options.err().println("tarpon: " + checked.error().get());
            return;
        }
        if (checked.study().expect().isEmpty()) {
            say("none  ", checked, "expects nothing");
        }
        if (!json) {
            checked.renewed().forEach(change -> options.out().println("renews " + change));
        }
        for (Verdict verdict : checked.verdicts()) {
            say(verdict.met() ? "met   " : "FAILS ", checked, verdict.what() + "; actual " + verdict.actual());
        }
        if (update && checked.code() != Main.DONE && !json) {
            options.out().println("keeps " + checked.file() + ": nothing is renewed, since bounds are not met");
        }
    }

    private void say(String verdict, CheckedScenario checked, String what) {
        if (!json) {
            options.out().println(verdict + checked.file() + ": " + what);
        }
    }

    private ObjectNode json(CheckedScenario checked) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("file", checked.file().toString());
        entry.put("name", checked.study().name());
        if (checked.error().isPresent()) {
            entry.put("error", checked.error().get());
            if (checked.skipped()) {
                entry.put("skipped", true);
            }
            return entry;
        }
        if (update) {
            checked.renewed().forEach(entry.putArray("renewed")::add);
        }
        ArrayNode told = entry.putArray("expectations");
        for (int i = 0; i < checked.verdicts().size(); i++) {
            Verdict verdict = checked.verdicts().get(i);
            boolean metric = checked.study().expect().get(i) instanceof Expectation.MetricBounds;
            told.addObject()
                    .put("expected", verdict.what())
                    .put("met", verdict.met())
                    .set("actual", metric ? number(verdict.actual()) : TextNode.valueOf(verdict.actual()));
        }
        return entry;
    }

    /** The number that a text is, or else the text: a metric may not have been measured. */
    private static JsonNode number(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
