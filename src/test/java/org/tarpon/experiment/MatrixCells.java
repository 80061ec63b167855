package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioReader;
import org.tarpon.scenario.Study;

/**
 * Runs one tiny scenario of each kind on several numbers of threads, straight and resumed, and prints a line each: kind,
 * threads, course, digests. A program of its own, so that one start of a Java machine does for all of them.
 */
final class MatrixCells {
    private static final List<String> VOLLEY = List.of(
            "populations.hidden1.size=16",
            "populations.hidden2.size=12",
            "data.training=60",
            "data.validation=0",
            "train={epochs: 2, batch: 23}",
            "evaluate={passes: 1, every: 2 epochs}",
            "expect=[]");

    private static final List<String> PHASE_FREE = List.of(
            "populations.hidden1.size=16",
            "populations.hidden2.size=12",
            "timing={mode: asynchronous, update: 5 ms, filter: 5 ms, source-update: 20 ms, presentation: 40 ms,"
                    + " label-onset: 20 ms, label-offset: 36 ms}",
            "data.training=20",
            "data.validation=0",
            "train={epochs: 2, batch: 9}",
            "evaluate={presentation: 2 ms, count-from: 1 ms, every: 2 epochs}",
            "expect=[]");

    private static final List<String> CIRCUIT = List.of(
            "populations.excitatory.size=600",
            "populations.inhibitory.size=150",
            "pathways.0.connect.degree=60",
            "pathways.1.connect.degree=60",
            "pathways.2.connect.degree=15",
            "pathways.3.connect.degree=15",
            "timing.warm-up=5 ms",
            "timing.duration=15 ms",
            "expect=[]");

    private MatrixCells() {}

    /**
     * Entry of the child process.
     *
     * @param args a folder for run directories, then numbers of threads
     */
    public static void main(String[] args) throws IOException, InvalidScenarioException {
        Path folder = Path.of(args[0]);
        for (String number : List.of(args).subList(1, args.length)) {
            int threads = Integer.parseInt(number);
            Path place = folder.resolve(number);
            course("volley", Runs.QUICKSTART, VOLLEY, threads, place.resolve("volley"));
            course(
                    "phase-free",
                    Path.of("scenarios/async/dtp-quickstart.yaml"),
                    PHASE_FREE,
                    threads,
                    place.resolve("phase-free"));
            CircuitScenario circuit =
                    (CircuitScenario) study(Path.of("scenarios/async/balanced-network.yaml"), CIRCUIT);
            print("circuit", threads, "straight", Runs.straight(circuit, threads, place.resolve("circuit")));
            print("circuit", threads, "resumed", Runs.resumed(circuit, threads, place.resolve("circuit-resumed")));
        }
    }

    private static void course(String kind, Path file, List<String> overrides, int threads, Path place)
            throws IOException, InvalidScenarioException {
        Scenario scenario = (Scenario) study(file, overrides);
        print(kind, threads, "straight", Runs.straight(scenario, threads, place.resolve("straight")));
        print(kind, threads, "resumed", Runs.resumed(scenario, threads, place.resolve("resumed")));
    }

    private static Study study(Path file, List<String> overrides) throws InvalidScenarioException {
        return ScenarioReader.readStudy(file, overrides, note -> {});
    }

    private static void print(String kind, int threads, String course, JsonNode result) {
        System.out.println(kind + "\t" + threads + "\t" + course + "\t" + Goldens.of(result));
    }
}
