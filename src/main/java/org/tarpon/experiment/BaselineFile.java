package org.tarpon.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tarpon.scenario.Expectation.Baseline;

/**
 * What is stored of a run to hold later ones against: a small JSON file beside the scenario. Figures of the machine are not
 * in it.
 */
final class BaselineFile {
    /** A file that is missing, or no baseline; the message says so. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    private static final int LARGEST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private BaselineFile(JsonNode root) {
        this.root = root;
    }

    static BaselineFile of(JsonNode result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String version = BaselineFile.class.getPackage().getImplementationVersion();
        root.put("tarpon", version == null ? "(not packaged)" : version);
        root.set("name", result.get("name"));
        root.set("seed", result.get("seed"));
        ObjectNode metrics = root.putObject("metrics");
        for (Map.Entry<String, JsonNode> metric : result.get("metrics").properties()) {
            if (metric.getValue().isObject()) {
                metric.getValue()
                        .properties()
                        .forEach(one -> metrics.set(metric.getKey() + "." + one.getKey(), one.getValue()));
            } else if (!metric.getKey().equals("epoch")) {
                metrics.set(metric.getKey(), metric.getValue());
            }
        }
        metrics.set("synaptic_events", result.at("/performance/synaptic_events"));
        root.set("digests", result.get("digests"));
        return new BaselineFile(root);
    }

    /**
     * The place of a name in a scenario's folder or below.
     *
     * @throws UnusableException if a link leads out of the folder: a scenario may come from a stranger
     */
    static Path locate(Path folder, String name) throws UnusableException, IOException {
        Path file = folder.resolve(name);
        Path there = file;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        if (!there.toRealPath().startsWith(folder.toRealPath())) {
            throw new UnusableException("a link there leads out of the scenario's folder");
        }
        return file;
    }

    /**
     * Reads what is stored under a name in a scenario's folder or below.
     *
     * @throws UnusableException if there is nothing, or no baseline
     */
    static BaselineFile read(Path folder, String name) throws UnusableException, IOException {
        Path file = locate(folder, name);
        JsonNode root;
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnusableException("it is too large for a baseline");
            }
            root = JSON.readTree(file.toFile());
        } catch (NoSuchFileException e) {
            throw new UnusableException("there is no such file yet");
        } catch (JsonProcessingException e) {
            throw new UnusableException("it is not JSON: " + e.getOriginalMessage());
        }
        boolean whole = root.path("metrics").isObject() && root.path("digests").isObject();
        for (Map.Entry<String, JsonNode> metric : root.path("metrics").properties()) {
            whole &= metric.getValue().isNumber()
                    && Double.isFinite(metric.getValue().asDouble());
        }
        if (!whole) {
            throw new UnusableException(
                    "it is no baseline: `metrics` with numbers and `digests` are what it must hold");
        }
        return new BaselineFile(root);
    }

    String text() {
        return root.toPrettyString() + "\n";
    }

    /** How many metrics there are. */
    int size() {
        return root.get("metrics").size();
    }

    /** What a later run has otherwise than allowed, each in words; empty if all is as it was. */
    List<String> differences(Baseline allowed, BaselineFile now) {
        List<String> differences = new ArrayList<>();
        List<String> names = allowed.metrics().isEmpty() ? names("metrics") : allowed.metrics();
        for (String name : names) {
            JsonNode stored = root.get("metrics").get(name);
            JsonNode actual = now.root.get("metrics").get(name);
            if (stored == null || actual == null || !isWithin(stored, actual, allowed)) {
                differences.add(difference(name, stored, actual));
            }
        }
        if (allowed.digests()) {
            differences.addAll(digestDifferences(now));
        }
        return differences;
    }

    /** Everything that is not the same, each in words; the version does not count. */
    List<String> changes(BaselineFile now) {
        Set<String> names = new LinkedHashSet<>(names("metrics"));
        names.addAll(now.names("metrics"));
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            JsonNode stored = root.get("metrics").get(name);
            JsonNode actual = now.root.get("metrics").get(name);
            if (stored == null || actual == null || number(stored).compareTo(number(actual)) != 0) {
                changes.add(difference(name, stored, actual));
            }
        }
        changes.addAll(digestDifferences(now));
        return changes;
    }

    private List<String> digestDifferences(BaselineFile now) {
        Set<String> names = new LinkedHashSet<>(names("digests"));
        names.addAll(now.names("digests"));
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String stored = root.get("digests").path(name).asText("none");
            String actual = now.root.get("digests").path(name).asText("none");
            if (!stored.equals(actual)) {
                differences.add("digest of " + name + " " + actual + ", was " + stored);
            }
        }
        return differences;
    }

    private List<String> names(String section) {
        List<String> names = new ArrayList<>();
        root.get(section).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String difference(String name, JsonNode stored, JsonNode actual) {
        return name + " " + (actual == null ? "not measured" : actual.asText()) + ", was "
                + (stored == null ? "not stored" : stored.asText());
    }

    /** In decimals, so that 20.6 is within 0.1 of 20.5. */
    private static boolean isWithin(JsonNode stored, JsonNode actual, Baseline allowed) {
        BigDecimal relative = number(stored).abs().multiply(BigDecimal.valueOf(allowed.relative()));
        BigDecimal distance = number(actual).subtract(number(stored)).abs();
        return distance.compareTo(relative.max(BigDecimal.valueOf(allowed.absolute()))) <= 0;
    }

    private static BigDecimal number(JsonNode node) {
        return BigDecimal.valueOf(node.asDouble());
    }
}
