package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests that runs had when they were last looked at, in the repository. A change of digits is seen by them and has to
 * be meant; docs/reproducibility.md says how they are renewed.
 */
final class Goldens {
    private static final Path FOLDER = Path.of("src/test/resources/org/tarpon/experiment");
    private static final boolean RENEW = Boolean.getBoolean("tarpon.renew-digests");

    private final Path file;
    private final Map<String, String> digests = new TreeMap<>();

    /** @param name of the file; each test class has its own */
    Goldens(String name) {
        file = FOLDER.resolve(name);
        try {
            if (!RENEW) {
                for (String line : Files.readAllLines(file)) {
                    int colon = line.indexOf(": ");
                    digests.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both digests of a result, on one line. */
    static String of(JsonNode result) {
        return "weights " + result.at("/digests/weights").asText() + " spikes "
                + result.at("/digests/spikes").asText();
    }

    /** Holds a result against its digests, or takes it over. */
    void check(String name, JsonNode result) {
        check(name, of(result), name);
    }

    /**
     * Holds digests against those that are stored, or takes over the first and holds others of the name against them.
     *
     * @param what for the message
     */
    void check(String name, String actual, String what) {
        if (RENEW) {
            digests.putIfAbsent(name, actual);
        }
        assertEquals(
                digests.get(name),
                actual,
                "the digests of `" + what + "` are not those in " + file + "; docs/reproducibility.md says more");
    }

    /** Writes what was taken over. */
    void close() {
        if (RENEW) {
            StringBuilder text = new StringBuilder();
            digests.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append('\n'));
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
