package org.tarpon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tarpon.data.DataException;
import org.tarpon.experiment.DivergedException;
import org.tarpon.experiment.Expectations;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon check}. */
@Command(
        name = "check",
        description = {
            CheckCommand.PURPOSE,
            "Keeps no files. Exits with 0 if all is met; else with 4 or 5 if some scenario could not be run to its"
                    + " end, else with 3."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ${COMMAND-FULL-NAME} scenarios/quickstart.yaml",
            "  ${COMMAND-FULL-NAME} scenarios --data DIR --json",
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

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        options.threads();
        List<Path> files = files();
        List<Study> scenarios = readAll(files);
        ArrayNode document = JsonNodeFactory.instance.arrayNode();
        int code = Main.DONE;
        for (int i = 0; i < files.size(); i++) {
            int next = check(files.get(i), scenarios.get(i), document.addObject());
            if (next == Main.INTERRUPTED) {
                return next;
            }
            code = Math.max(code, next);
        }
        if (json) {
            Json.print(document, options.out());
        }
        return code;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                List<Path> found = entries.filter(
                                entry -> entry.toString().endsWith(".yaml") && Files.isRegularFile(entry))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    throw new UsageException(path + " holds no scenario (*.yaml directly in it)");
                }
                files.addAll(found);
            }
        }
        return files;
    }

    /** All are read before the first is run: a mistake in the last file shows at once. */
    private List<Study> readAll(List<Path> files) throws InvalidScenarioException {
        List<Study> scenarios = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                scenarios.add(options.readStudy(file));
            } catch (InvalidScenarioException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems);
        }
        return scenarios;
    }

    /** Runs one scenario; what keeps it from its end does not keep the next from running. */
    private int check(Path file, Study study, ObjectNode entry) throws IOException {
        entry.put("file", file.toString());
        entry.put("name", study.name());
        try {
            Optional<JsonNode> result = study instanceof CircuitScenario circuit
                    ? CircuitRun.scratch(circuit, options)
                    : ScratchRun.of((Scenario) study, options);
            return result.isEmpty() ? Main.INTERRUPTED : judge(file, study, result.get(), entry);
        } catch (DataException | DivergedException e) {
            say("FAILS ", file, "could not be run");
            entry.put("error", e.getMessage());
            return Failures.explain(e, options.err());
        }
    }

    private int judge(Path file, Study study, JsonNode result, ObjectNode entry) {
        ArrayNode told = entry.putArray("expectations");
        if (study.expect().isEmpty()) {
            say("none  ", file, "expects nothing");
        }
        boolean allMet = true;
        List<Expectations.Verdict> verdicts = Expectations.judge(study, result);
        for (int i = 0; i < verdicts.size(); i++) {
            Expectations.Verdict verdict = verdicts.get(i);
            boolean metric = study.expect().get(i) instanceof Scenario.MetricBounds;
            allMet &= verdict.met();
            told.addObject()
                    .put("expected", verdict.what())
                    .put("met", verdict.met())
                    .set("actual", metric ? number(verdict.actual()) : TextNode.valueOf(verdict.actual()));
            say(verdict.met() ? "met   " : "FAILS ", file, verdict.what() + "; actual " + verdict.actual());
        }
        return allMet ? Main.DONE : Main.EXPECTATION_NOT_MET;
    }

    /** The number that a text is, or else the text: a metric may not have been measured. */
    private static JsonNode number(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private void say(String verdict, Path file, String what) {
        if (!json) {
            options.out().println(verdict + file + ": " + what);
        }
    }
}
