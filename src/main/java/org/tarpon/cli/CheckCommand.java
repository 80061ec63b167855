package org.tarpon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tarpon.experiment.Expectations;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarpon check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Runs scenarios and holds their results against what they expect.")
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Scenarios, or folders of them.")
    private List<Path> paths;

    @Option(names = "--json", description = "Print the verdicts as one JSON document.")
    private boolean json;

    @Mixin
    private ScenarioOptions options;

    @Override
    public Integer call() throws InvalidScenarioException, IOException {
        // All are read before the first is run: a mistake in the last file shows at once.
        List<Path> files = files();
        List<Scenario> scenarios = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                scenarios.add(options.read(file));
            } catch (InvalidScenarioException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems);
        }
        ArrayNode document = JsonNodeFactory.instance.arrayNode();
        boolean allMet = true;
        for (int i = 0; i < files.size(); i++) {
            allMet &= check(files.get(i), scenarios.get(i), document.addObject());
        }
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
        }
        return allMet ? Main.DONE : Main.EXPECTATION_NOT_MET;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.walk(path)) {
                List<Path> found = entries.filter(entry -> entry.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    throw new UsageException(path + " holds no scenario (*.yaml)");
                }
                files.addAll(found);
            }
        }
        return files;
    }

    private boolean check(Path file, Scenario scenario, ObjectNode entry) throws IOException {
        JsonNode result;
        try (Narration narration = new Narration(options.quiet())) {
            result = ScratchRun.of(scenario, options, narration);
        }
        boolean allMet = true;
        entry.put("file", file.toString());
        entry.put("name", scenario.name());
        ArrayNode verdicts = entry.putArray("expectations");
        if (!json && scenario.expect().isEmpty()) {
            System.out.println("none  " + file + ": expects nothing");
        }
        for (Expectations.Verdict verdict : Expectations.judge(scenario, result)) {
            allMet &= verdict.met();
            verdicts.addObject()
                    .put("expected", verdict.what())
                    .put("met", verdict.met())
                    .put("actual", verdict.actual());
            if (!json) {
                System.out.println((verdict.met() ? "met   " : "FAILS ") + file + ": " + verdict.what() + "; actual "
                        + verdict.actual());
            }
        }
        return allMet;
    }
}
