package org.tarpon.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.Digests;
import org.tarpon.record.RunDirectory;

/**
 * The folder of a sweep: {@code sweep.json} (the runs that there are to be, and how they were asked for), {@code base.yaml} (the
 * scenario file as it was), {@code runs/}, each a run directory, and the tables. What is known of a run is what is in its
 * folder, so that whatever ends the process, nothing else can be lost.
 */
public final class SweepDirectory {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String DESCRIPTION = "sweep.json";
    private static final String BASE = "base.yaml";
    private static final String RUNS = "runs";

    /** What is there before the description is, which is written when all else is in place. */
    private static final Set<String> PREPARED = Set.of(".lock", BASE, BASE + ".tmp", DESCRIPTION + ".tmp", RUNS);

    private final Path root;
    private List<Plan.Run> runs;

    private SweepDirectory(Path root, List<Plan.Run> runs) {
        this.root = root;
        this.runs = runs;
    }

    /**
     * Takes a folder for a sweep: one that is empty, or not there yet, or was not finished being prepared, or that has a sweep
     * of which this one is the same or more.
     *
     * @param asked how the sweep was asked for
     * @param base the scenario file
     * @throws RunDirectory.UnusableException if the folder is something else
     */
    public static SweepDirectory prepare(Path root, Plan plan, JsonNode asked, Path base) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new RunDirectory.UnusableException(root + " is a file; give a folder with --out");
        }
        Files.createDirectories(root);
        // Before the lock, which would leave a file in a folder of somebody else's.
        if (!Files.exists(root.resolve(DESCRIPTION))) {
            try (Stream<Path> entries = Files.list(root)) {
                if (!entries.allMatch(
                        entry -> PREPARED.contains(entry.getFileName().toString()))) {
                    throw new RunDirectory.UnusableException(
                            root + " is not empty and has no sweep; give another folder with --out");
                }
            }
        }
        SweepDirectory directory = new SweepDirectory(root, plan.runs());
        Closeable lock = directory.lock();
        try {
            if (Files.exists(root.resolve(DESCRIPTION))) {
                refuseAnother(open(root), plan);
            }
            for (Plan.Drafted draft : plan.drafts()) {
                Path folder = Files.createDirectories(directory.folder(draft.run()));
                if (!Files.exists(folder.resolve("scenario.yaml"))) {
                    AtomicFile.write(folder.resolve("scenario.yaml"), draft.scenario());
                }
            }
            AtomicFile.write(root.resolve(BASE), Files.readString(base));
            AtomicFile.write(
                    root.resolve(DESCRIPTION),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(description(asked, plan.runs())) + "\n");
        } finally {
            lock.close();
        }
        return directory;
    }

    private static void refuseAnother(SweepDirectory there, Plan plan) throws IOException {
        if (!plan.runs().containsAll(there.runs)) {
            throw new RunDirectory.UnusableException(there.root
                    + " has another sweep, with runs that this one has not; go on with that one by sweep --resume "
                    + there.root + ", or give another folder with --out");
        }
    }

    private static JsonNode description(JsonNode asked, List<Plan.Run> runs) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("tarpon", 1);
        all.set("asked", asked);
        for (Plan.Run run : runs) {
            ObjectNode node = all.withArrayProperty(RUNS).addObject().put("name", run.name());
            ObjectNode set = node.putObject("set");
            run.setting().values().forEach(set::put);
            node.put("seed", run.seed()).put("scenario_sha256", run.digest());
        }
        return all;
    }

    /** Whether a folder is that of a sweep. */
    public static boolean isOne(Path root) {
        return Files.isRegularFile(root.resolve(DESCRIPTION));
    }

    /** @throws RunDirectory.UnusableException if there is no sweep in the folder */
    public static SweepDirectory open(Path root) throws IOException {
        Path file = root.resolve(DESCRIPTION);
        if (!isOne(root)) {
            throw new RunDirectory.UnusableException(root + " is not the directory of a sweep: it holds no "
                    + DESCRIPTION
                    + (Files.exists(root.resolve(BASE))
                            ? "; it was being prepared: give the same sweep again, with --out " + root
                            : ""));
        }
        try {
            List<Plan.Run> runs = new ArrayList<>();
            for (JsonNode node : JSON.readTree(file.toFile()).required(RUNS)) {
                Map<String, String> values = new LinkedHashMap<>();
                node.required("set")
                        .properties()
                        .forEach(value ->
                                values.put(value.getKey(), value.getValue().asText()));
                String name = node.required("name").asText();
                if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
                    throw new IllegalArgumentException("no name of a folder: " + name);
                }
                runs.add(new Plan.Run(
                        name,
                        new Setting(values),
                        node.required("seed").asLong(),
                        node.required("scenario_sha256").asText()));
            }
            return new SweepDirectory(root, runs);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new RunDirectory.UnusableException(file + " was altered: "
                    + (e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage())
                    + "; give the same sweep again, with another --out, or mend it");
        }
    }

    /** Keeps other sweeps out until it is closed or the process ends. */
    public Closeable lock() throws IOException {
        return RunDirectory.lock(root);
    }

    public Path root() {
        return root;
    }

    public List<Plan.Run> runs() {
        return runs;
    }

    private Path folder(Plan.Run run) {
        return root.resolve(RUNS).resolve(run.name());
    }

    /**
     * The directory of a run.
     *
     * @throws RunDirectory.UnusableException if it is not that of the run any more
     */
    public RunDirectory directory(Plan.Run run) throws IOException {
        RunDirectory directory = RunDirectory.open(folder(run));
        if (!Digests.hex(Digests.ofText(Files.readString(directory.scenario()))).equals(run.digest())) {
            throw new RunDirectory.UnusableException(directory.scenario()
                    + " was altered since the sweep began; put it back, or remove the folder and give the same sweep"
                    + " again with --out " + root);
        }
        return directory;
    }

    /** What is known of a run. */
    public Outcome outcome(Plan.Run run) {
        return outcome(run, false);
    }

    /** @param retried whether it counts for nothing that the run failed before */
    private Outcome outcome(Plan.Run run, boolean retried) {
        try {
            RunDirectory directory = directory(run);
            if (!retried && Files.isRegularFile(failureFile(run))) {
                JsonNode failure = JSON.readTree(failureFile(run).toFile());
                Failure.Reason reason = Failure.Reason.of(failure.path("reason").asText());
                return Outcome.failed(
                        run, new Failure(reason, failure.path("message").asText()));
            }
            if (!Files.isRegularFile(directory.result())) {
                return Outcome.waiting(run, directory.newestFile().isPresent());
            }
            JsonNode result = JSON.readTree(directory.result().toFile());
            return result.path("metrics").isObject() ? Outcome.finished(run, result) : Outcome.waiting(run, true);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Altered: what can be made anew is.
            return Outcome.waiting(run, true);
        } catch (IOException e) {
            return Outcome.failed(run, Failure.of(e));
        }
    }

    /** @param retried whether it counts for nothing that runs failed before */
    public List<Outcome> outcomes(boolean retried) {
        return runs.stream().map(run -> outcome(run, retried)).toList();
    }

    private Path failureFile(Plan.Run run) {
        return folder(run).resolve("failure.json");
    }

    void keep(Plan.Run run, Failure failure) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Files.createDirectories(folder(run));
        json.put("reason", failure.reason().key()).put("message", failure.message());
        AtomicFile.write(failureFile(run), json.toPrettyString() + "\n");
    }

    /** Lets a run that failed be tried again. */
    public void forgetFailure(Plan.Run run) throws IOException {
        Files.deleteIfExists(failureFile(run));
    }
}
