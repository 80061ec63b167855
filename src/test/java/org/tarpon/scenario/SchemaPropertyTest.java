package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema takes all that the parser takes, and refuses what is wrong with one key by itself. What concerns several keys, it
 * cannot know.
 */
class SchemaPropertyTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ScenarioSchema.forEditors().toString(), InputFormat.JSON);

    private static List<String> problems(JsonNode scenario) {
        return SCHEMA.validate(scenario.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("scenarios"))) {
            return files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenariosAreValid(Path file) throws IOException {
        assertEquals(List.of(), problems(JsonOfYaml.json(Files.readString(file))));
    }

    /** Resolved, that is with every key written out. */
    @ParameterizedTest
    @MethodSource("shipped")
    void resolvedScenariosAreValid(Path file) throws InvalidScenarioException {
        Study study = ScenarioReader.readStudy(file, List.of(), note -> {});
        String text = study instanceof Scenario scenario
                ? ScenarioWriter.write(scenario)
                : CircuitWriter.write((CircuitScenario) study);
        assertEquals(List.of(), problems(JsonOfYaml.json(text)), text);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomScenariosAreValid(int seed) {
        String text = ScenarioWriter.write(new RandomScenario(seed).scenario());
        assertEquals(List.of(), problems(JsonOfYaml.json(text)), text);
    }

    /** What only the parser can know: what a key is worth depends on others, or on what is recorded. */
    private static final Pattern CROSS_KEY =
            Pattern.compile(".*(`at-least` is above `at-most`|`expect\\.[0-9]+\\.metric` is unknown).*");

    /** A number where a text is due, which by its digits might be one: a schema holds patterns against texts alone. */
    private static final Pattern NUMBER_FOR_TEXT =
            Pattern.compile(".*`(name|expect\\.[0-9]+\\.equals)` is not allowed: `-?[0-9.]+`.*");

    /**
     * One wrong key, type or value at a random place of a shipped or random scenario. The schema must not refuse what the parser takes,
     * and of what the parser refuses it may let pass only what concerns several keys.
     */
    @Test
    void mutantsThatTheParserRefusesTheSchemaRefuses() throws IOException {
        Random random = new Random(20261121);
        List<String> texts = new ArrayList<>();
        for (Path file : shipped().toList()) {
            texts.add(Files.readString(file));
        }
        for (int seed = 0; seed < 40; seed++) {
            texts.add(
                    ScenarioWriter.write(new RandomScenario(seed).scenario()).replaceFirst("name: .*", "name: random"));
        }
        int refusedByBoth = 0;
        int refusedByParserAlone = 0;
        for (int trial = 0; trial < 1_500; trial++) {
            ObjectNode scenario = (ObjectNode) JsonOfYaml.json(texts.get(trial % texts.size()));
            String what = mutate(scenario, random);
            // JSON is YAML.
            List<Problem> parser = ScenarioReader.listen(
                    scenario.toString(), Path.of("scenarios/theory"), List.of(), new KeyListener() {});
            List<String> schema = problems(scenario);
            if (parser.isEmpty()) {
                assertEquals(List.of(), schema, what);
            } else if (schema.isEmpty()) {
                String problem = parser.get(0).toString();
                boolean known = CROSS_KEY.matcher(problem).matches()
                        || NUMBER_FOR_TEXT.matcher(problem).matches();
                assertTrue(known, () -> "the schema lets pass " + what + ", the parser says " + problem);
                refusedByParserAlone++;
            } else {
                refusedByBoth++;
            }
        }
        // Measured: 1,466 and 17, and 17 are valid.
        assertTrue(refusedByBoth > 1_350, "refused by both: " + refusedByBoth);
        assertTrue(refusedByParserAlone < 60, "refused by the parser alone: " + refusedByParserAlone);
    }

    private static String mutate(ObjectNode root, Random random) {
        List<ObjectNode> sections = new ArrayList<>();
        collect(root, sections);
        ObjectNode section = sections.get(random.nextInt(sections.size()));
        List<String> keys = new ArrayList<>();
        section.fieldNames().forEachRemaining(keys::add);
        String key = keys.isEmpty() ? "x" : keys.get(random.nextInt(keys.size()));
        String old = key + ", which was " + section.get(key);
        switch (random.nextInt(5)) {
            case 0 -> section.put(key + "x", 1);
            case 1 -> section.putArray(key).addArray().addArray();
            case 2 -> section.putObject(key).put("xx", 1);
            case 3 ->
                section.set(
                        key,
                        section.path(key).asText().matches("[0-9.]+ *[a-zA-Z-]+")
                                ? section.textNode("-" + section.get(key).asText())
                                : section.numberNode(-1_000_000_000_000_000L));
            default -> section.put(key, "nonsense!");
        }
        return old + " and is " + section.get(key);
    }

    private static void collect(JsonNode node, List<ObjectNode> sections) {
        if (node instanceof ObjectNode section) {
            sections.add(section);
        }
        node.forEach(child -> collect(child, sections));
    }
}
