package org.tarpon.scenario;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tarpon.HostileInput;

/**
 * Whatever the text, reading it ends in a scenario or in problems with a place. Lines that begin with {@code --set} at the
 * head of an input are overrides, the rest is the file.
 */
class ScenarioFuzzTest {
    private static final String SET = "--set ";
    private static final long MOST_BYTES = 256L << 20;
    private static final Path FOLDER = HostileInput.folder();

    static Stream<byte[]> scenarios() throws IOException {
        List<byte[]> scenarios = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("scenarios"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                scenarios.add(withoutComments(Files.readString(file)));
            }
        }
        for (int seed = 0; seed < 20; seed++) {
            scenarios.add(withoutComments(ScenarioWriter.write(new RandomScenario(seed).scenario())));
        }
        return scenarios.stream();
    }

    private static byte[] withoutComments(String text) {
        return text.replaceAll("(?m)^#.*\n", "").getBytes(StandardCharsets.UTF_8);
    }

    @MethodSource("scenarios")
    @FuzzTest
    void read(byte[] input) throws Exception {
        List<String> overrides = new ArrayList<>();
        String text = new String(input, StandardCharsets.ISO_8859_1);
        while (text.startsWith(SET)) {
            int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
            overrides.add(text.substring(SET.length(), end));
            text = text.substring(Math.min(text.length(), end + 1));
        }
        Path file = FOLDER.resolve("scenario.yaml");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        // An override is its own place.
        String place = overrides.isEmpty() ? file.toString() : "";
        HostileInput.read(InvalidScenarioException.class, place, MOST_BYTES, () -> {
            Study study = ScenarioReader.readStudy(file, overrides, note -> {});
            if (study instanceof Scenario scenario) {
                ScenarioWriter.write(scenario);
            } else {
                CircuitWriter.write((CircuitScenario) study);
            }
        });
    }
}
