package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.record.RunDirectory;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.ScenarioWriter;

/** Mini-batches that are simulated elsewhere, under every rule and model: the result is that of one process, to the bit. */
class BlockHostScenarioTest {
    @TempDir
    private Path folder;

    /** Three hosts, to which the blocks go in turn from batch to batch; everything is copied on its way, as on a network. */
    private static final class Elsewhere implements BlockHosts {
        private final List<BlockHost> hosts = new ArrayList<>();
        private final Scenario scenario;
        private int batches;

        Elsewhere(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        public List<Map<String, Object>> show(
                BlockHost.Batch batch, Map<String, Object> weights, List<Map<String, Object>> counts) {
            batches++;
            while (hosts.size() < 3) {
                hosts.add(new BlockHost(scenario, Runs.DATA, counts.size()));
            }
            List<Map<String, Object>> lessons = new ArrayList<>();
            for (int block = 0; block < counts.size(); block++) {
                BlockHost host = hosts.get((block + batches) % hosts.size());
                lessons.add(copy(host.show(batch, copy(weights), block, copy(counts.get(block)))));
            }
            return lessons;
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> copy(Map<String, Object> values) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new TreeMap<>(values));
                out.flush();
                return (Map<String, Object>)
                        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** All but the first, which differs from the second in size alone; three batches an epoch. */
    static List<Arguments> variants() {
        List<Arguments> all = DeterminismScenarioTest.variants();
        return all.subList(1, all.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void whereTheBlocksAreSimulatedChangesNoBit(String name, String[] overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of("data.training=75", "data.validation=20", "evaluate.passes=1"));
        all.addAll(List.of(overrides));
        Scenario scenario = Runs.tiny(all.toArray(String[]::new));
        JsonNode here = Runs.straight(scenario, 1, folder.resolve("here"));
        RunDirectory directory = RunDirectory.create(folder.resolve("elsewhere"), ScenarioWriter.write(scenario));
        try (Trial trial = Trial.on(new Elsewhere(scenario), scenario, Runs.DATA, 1, directory, new Observer() {})) {
            JsonNode elsewhere = trial.run(() -> false).orElseThrow();
            assertEquals(withoutSpeed(here), withoutSpeed(elsewhere), name);
        }
    }

    private static JsonNode withoutSpeed(JsonNode result) {
        ObjectNode copy = result.deepCopy();
        copy.remove("performance");
        return copy;
    }
}
