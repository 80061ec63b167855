package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.examples.WithExtensions;
import org.tarpon.scenario.KeyReference.Entry;

/** What extensions on the class path add to the schema and to {@code explain}. */
class ExtensionSchemaTest {
    private static final Path BARS = Path.of("src/test/resources/org/tarpon/examples/bars.yaml");

    private static String bars;
    private static Schema schema;
    private static KeyReference reference;

    @BeforeAll
    static void load() throws IOException {
        bars = Files.readString(BARS);
        try (WithExtensions examples = WithExtensions.ofExamples()) {
            assertTrue(examples.isOpen());
            schema = schema();
            reference = KeyReference.load();
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ScenarioSchema.forEditors().toString(), InputFormat.JSON);
    }

    private static List<String> problems(Schema schema, String text) {
        return schema.validate(JsonOfYaml.json(text).toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void scenariosWithExtensions_areValid_whereTheseAre() {
        assertEquals(List.of(), problems(schema, bars));
        assertNotEquals(List.of(), problems(schema(), bars), "without extensions");
    }

    /** From what bars.yaml has, to what is as right with the extensions of the examples. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "size: 24, model: hard-sigmoid -> shape: [4, 6], model: hard-sigmoid",
                "size: 24, model: hard-sigmoid, slope: 0.3 -> size: 24, model: sigmoid",
                "{type: latency, cycles: 2, threshold: 0.3} -> latency",
                "{type: latency, cycles: 2, threshold: 0.3} -> {type: gaussian, noise: 1}",
                "gain: 8 -> target-step: 1",
                "set: bars -> set: mnist"
            })
    void schemaLetsPass(String change) {
        assertEquals(List.of(), problems(schema, changed(change)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slope: 0.3 -> slope: 3 ms",
                "slope: 0.3 -> slop: 0.3",
                "slope: 0.3 -> transform: relu",
                "model: hard-sigmoid -> model: sigmoid",
                "model: hard-sigmoid -> model: hard-sigmoids",
                "type: latency -> type: bernoulli",
                "type: latency, cycles: 2, threshold: 0.3 -> type: latency, noise: 1",
                "rule: reward-modulated -> rule: feedback-alignment",
                "rule: reward-modulated -> rule: ternary-feedback",
                "type: rate-table, -> type: rate-tables,",
                "type: rate-table, -> type: rate-table, gain: 1,",
                "set: bars -> set: bar"
            })
    void schemaRefuses(String change) {
        assertNotEquals(List.of(), problems(schema, changed(change)));
    }

    private static String changed(String change) {
        String[] parts = change.split(" -> ");
        assertTrue(bars.contains(parts[0]));
        return bars.replace(parts[0], parts[1]);
    }

    @Test
    void explainKnowsExtensions() {
        Entry gain = reference.find("learning.gain").get(0);
        assertEquals("A parameter of reward-modulated.", gain.description());
        assertEquals("number", gain.kind());
        assertEquals("rule reward-modulated", gain.onlyWith());
        Map<String, String> encoders =
                reference.find("data.encoder.type").get(0).words();
        assertEquals("Found on the class path.", encoders.get("latency"));
        assertEquals(List.of(), KeyReference.of(ScenarioSchema.stored()).find("learning.gain"));
    }
}
