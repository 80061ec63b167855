package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the stored schema and the reference of keys to what the readers ask for. */
class SchemaTest {
    private static final Path STORED = Path.of("src/main/resources/org/tarpon/scenario/scenario.schema.json");
    private static final Path REFERENCE = Path.of("docs/reference.md");
    private static final boolean RENEW = Boolean.getBoolean("tarpon.renew-schema");
    private static final String HOW =
            "; if that is meant, renew it: mvn -q test -Dtest=SchemaTest" + " -Dtarpon.renew-schema=true";

    private static final Descriptions DESCRIPTIONS = Descriptions.load();
    private static ObjectNode schema;

    @BeforeAll
    static void make() throws IOException {
        schema = SchemaMaker.schema(explored(), DESCRIPTIONS);
        addMetrics(schema);
        if (RENEW) {
            Files.writeString(STORED, text(schema));
            Files.writeString(REFERENCE, ReferencePage.of(KeyReference.of(schema)));
        }
    }

    /**
     * Where a reader takes another way because a key is there and not because of its word, an override must lead there: add one here,
     * or a scenario to the shipped ones.
     */
    private static KeyExplorer explored() throws IOException {
        KeyExplorer explorer = new KeyExplorer();
        Path scenarios = Path.of("scenarios");
        for (String first : List.of(
                "quickstart.yaml",
                "async/dtp-quickstart.yaml",
                "theory/poisson-rates.yaml",
                "theory/linear-response.yaml")) {
            Path file = scenarios.resolve(first);
            explorer.explore(file);
            explorer.explore(Files.readString(file), file.getParent(), "expect=[{digest: spikes}]");
        }
        Path quickstart = scenarios.resolve("quickstart.yaml");
        String[] tied = {
            "learning.rule=target-propagation", "pathways.feedback=[{from: hidden2, to: hidden1, weights: tied}]"
        };
        explorer.explore(Files.readString(quickstart), scenarios, tied);
        // Neurons that do not spike have another default message.
        for (String rule : List.of("target-propagation", "difference-target-propagation")) {
            explorer.explore(
                    Files.readString(quickstart),
                    scenarios,
                    "learning.rule=" + rule,
                    "populations.hidden1.model=tanh",
                    "populations.hidden2.model=tanh");
        }
        try (Stream<Path> files = Files.walk(scenarios)) {
            for (Path each : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                explorer.explore(each);
            }
        }
        return explorer;
    }

    /** Names of metrics and what they are, of all forms. */
    private static void addMetrics(ObjectNode schema) {
        ObjectNode metrics = schema.putObject("x-metrics");
        DESCRIPTIONS.all("metric").forEach(metrics::put);
    }

    private static String text(ObjectNode schema) throws IOException {
        DefaultIndenter newline = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(newline);
        return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    }

    @Test
    void theStoredSchemaIsWhatTheReadersAskFor() throws IOException {
        String made = text(schema);
        String stored = Files.readString(STORED);
        List<String> more = made.lines().filter(line -> !stored.contains(line)).toList();
        assertTrue(
                made.equals(stored),
                "the readers of scenarios ask for other keys, kinds or defaults than " + STORED + " says, or "
                        + Descriptions.FILE + " has changed" + HOW + "; first new lines: "
                        + more.stream().limit(5).collect(Collectors.joining("\n")));
    }

    @Test
    void theReferenceOfKeysIsWhatTheSchemaSays() throws IOException {
        assertEquals(
                ReferencePage.of(KeyReference.of(schema)),
                Files.readString(REFERENCE),
                REFERENCE + " is not what the schema says; it is written by the renewal and not by hand" + HOW);
    }

    @Test
    void everyKeyAndEveryWordIsDescribed() {
        assertEquals(
                Set.of(),
                DESCRIPTIONS.missing(),
                "say in a line each of " + Descriptions.FILE + " what these are for (its head says how), then renew"
                        + " the schema" + HOW);
    }

    @Test
    void everyDescriptionHasAKey() {
        assertEquals(
                Set.of(),
                DESCRIPTIONS.unused(),
                "no reader asks for these: take them out of " + Descriptions.FILE
                        + ", or if one does ask, let SchemaTest explore a scenario that leads it there");
    }

    @Test
    void everyMetricIsDescribed() {
        Set<String> names = new LinkedHashSet<>();
        for (String form : List.of("volley", "phase-free", "circuit")) {
            String allowed = schema.at("/$defs/" + form + "/properties/expect/items/properties/metric/x-allowed")
                    .asText();
            names.addAll(Arrays.asList(allowed.split(", ")));
        }
        assertEquals(
                names,
                new LinkedHashSet<>(DESCRIPTIONS.all("metric").keySet())
                        .stream()
                                .sorted((a, b) -> Boolean.compare(!names.contains(a), !names.contains(b)))
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                "`metric NAME: text` in " + Descriptions.FILE + " must describe the metrics that `expect` takes");
    }

    @Test
    void modelsOnTheClassPathJoinTheSchema() {
        String population = "/$defs/circuit/properties/populations/additionalProperties/properties/model/enum";
        assertTrue(ScenarioSchema.forEditors().at(population).toString().contains("leaky-threshold"));
        assertTrue(!ScenarioSchema.stored().at(population).toString().contains("leaky-threshold"));
    }

    @Test
    void nothingOfOurOwnIsLeftForEditors() {
        String text = ScenarioSchema.forEditors().at("/$defs").toString();
        assertTrue(!text.contains("\"x-"), "own keywords");
        assertTrue(text.contains("Default: 25 ms"));
    }
}
