package org.tarpon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tarpon.data.Dataset;
import org.tarpon.experiment.CircuitExperiment;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.CircuitWriter;

/** Runs asynchronous neurons that do not learn, or goes on with such a run. */
final class CircuitRun {
    private CircuitRun() {}

    /** @param out null for a new folder under {@code runs} */
    static int run(
            CircuitScenario scenario,
            ScenarioOptions options,
            Path out,
            RunReport report,
            boolean json,
            Narration narration)
            throws IOException {
        Preflight.check(scenario, out == null ? Path.of("runs") : out);
        Optional<Dataset> data = options.load(scenario, narration);
        String text = CircuitWriter.write(scenario);
        RunDirectory directory = out == null
                ? RunDirectory.createNew(Path.of("runs"), scenario.name() + "-seed" + scenario.seed(), text)
                : RunDirectory.create(out, text);
        return conduct(scenario, data, options, directory, report, json, narration, false);
    }

    /** Goes on with a run that did not come to its end. */
    static int goOn(
            CircuitScenario scenario,
            ScenarioOptions options,
            RunDirectory directory,
            RunReport report,
            boolean json,
            Narration narration)
            throws IOException {
        refuseOverrides(options);
        Preflight.checkMemory(scenario);
        return conduct(scenario, options.load(scenario, narration), options, directory, report, json, narration, true);
    }

    private static void refuseOverrides(ScenarioOptions options) {
        if (options.overrides()) {
            throw new UsageException("a circuit runs for the time that it was begun with: --resume takes no --set");
        }
    }

    private static int conduct(
            CircuitScenario scenario,
            Optional<Dataset> data,
            ScenarioOptions options,
            RunDirectory directory,
            RunReport report,
            boolean json,
            Narration narration,
            boolean goOn)
            throws IOException {
        narration.note("threads: " + options.threads() + "; directory: " + directory.root());
        Ending ending = new Ending(directory, options, scenario.files());
        Closeable lock = directory.lock();
        try (Interruption interruption = new Interruption(narration)) {
            Optional<JsonNode> result = simulate(scenario, data, options, directory, narration, interruption, goOn);
            if (result.isEmpty()) {
                return ending.interrupted();
            }
            Optional<Path> page = report.write(directory, options.folders(), options.err());
            print(result.get(), directory, page, options, json);
            return Main.DONE;
        } catch (RunDirectory.UnusableException e) {
            throw e;
        } catch (IOException | OutOfMemoryError e) {
            return ending.failed(e);
        } finally {
            lock.close();
        }
    }

    /** Whether a directory has the result of a circuit, whole. */
    static boolean isFinished(RunDirectory directory) throws IOException {
        try {
            return Files.isRegularFile(directory.result())
                    && Json.read(directory.result()).at("/traffic/circuit").isObject();
        } catch (JsonProcessingException e) {
            // It was altered; a run that has checkpoints writes it again.
            return false;
        }
    }

    /** Prints the result of a finished run. */
    static int again(RunDirectory directory, ScenarioOptions options, RunReport report, boolean json)
            throws IOException {
        refuseOverrides(options);
        Optional<Path> page = Files.exists(directory.report())
                ? Optional.of(directory.report())
                : report.write(directory, options.folders(), options.err());
        print(Json.read(directory.result()), directory, page, options, json);
        return Main.DONE;
    }

    private static Optional<JsonNode> simulate(
            CircuitScenario scenario,
            Optional<Dataset> data,
            ScenarioOptions options,
            RunDirectory directory,
            Narration narration,
            Interruption interruption,
            boolean goOn)
            throws IOException {
        narration.note(title(scenario));
        try (CircuitExperiment experiment =
                new CircuitExperiment(scenario, data, options.threads(), directory, narration, goOn)) {
            return experiment.run(interruption);
        } catch (IllegalArgumentException e) {
            // What only drawing the connections can show.
            throw new UsageException(e.getMessage());
        }
    }

    static String title(CircuitScenario scenario) {
        long neurons = scenario.populations().stream()
                .mapToLong(CircuitScenario.Population::size)
                .sum();
        return String.format(
                Locale.ROOT,
                "%s: %,d neurons in %d populations, %d pathways, %s s after %s s, seed %d",
                scenario.name(),
                neurons,
                scenario.populations().size(),
                scenario.pathways().size(),
                scenario.durationNanos() / 1e9,
                scenario.warmUpNanos() / 1e9,
                scenario.seed());
    }

    private static void print(
            JsonNode result, RunDirectory directory, Optional<Path> page, ScenarioOptions options, boolean json) {
        PrintWriter out = options.out();
        if (json) {
            Json.print(result, out);
            return;
        }
        JsonNode performance = result.get("performance");
        out.println(String.format(
                Locale.ROOT,
                "%s, seed %d: %,d synaptic events in %.1f s (%.2g/s)",
                result.get("name").asText(),
                result.get("seed").asLong(),
                performance.path("synaptic_events").asLong(),
                performance.path("wall_seconds").asDouble(),
                performance.path("synaptic_events_per_second").asDouble()));
        Table table = new Table().row("measured", "of", "value");
        for (Map.Entry<String, JsonNode> metric : result.get("metrics").properties()) {
            for (Map.Entry<String, JsonNode> one : metric.getValue().properties()) {
                table.row(metric.getKey(), one.getKey(), one.getValue().asText());
            }
        }
        out.println();
        table.print(out);
        out.println();
        out.println("  spikes   " + result.at("/digests/spikes").asText());
        out.println("  files    " + directory.root());
        page.ifPresent(file -> out.println("  report   " + file));
    }
}
