package org.tarpon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tarpon.scenario.InvalidScenarioException;
import org.tarpon.scenario.Problem;
import org.tarpon.scenario.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tarpon validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reads scenarios and reports every mistake with file, line and column; runs nothing.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios.")
    private List<Path> files;

    @Override
    public Integer call() {
        int code = Main.DONE;
        for (Path file : files) {
            try {
                ScenarioReader.read(file, List.of());
                System.out.println(file + ": valid");
            } catch (InvalidScenarioException e) {
                for (Problem problem : e.problems()) {
                    System.err.println(problem);
                }
                code = Main.USAGE;
            }
        }
        return code;
    }
}
