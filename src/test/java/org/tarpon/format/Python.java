package org.tarpon.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other people's readers, where this machine has them. */
public final class Python {
    private Python() {}

    /** What a program prints that needs some module; the test is skipped where no Python has it. */
    public static String run(String module, String program, String... args) throws IOException, InterruptedException {
        Optional<String> python = Optional.empty();
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (python.isEmpty() && start(candidate, "import " + module).code() == 0) {
                python = Optional.of(candidate);
            }
        }
        assumeTrue(python.isPresent(), "no Python here has the module " + module);
        Result result = start(python.get(), program, args);
        assertEquals(0, result.code(), result.text());
        return result.text();
    }

    private record Result(int code, String text) {}

    private static Result start(String python, String program, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "-c", program));
        command.addAll(List.of(args));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Result(-1, e.getMessage());
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor(1, TimeUnit.MINUTES) ? new Result(process.exitValue(), text) : new Result(-1, text);
    }
}
