package org.tarpon.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario cannot be used. The message lists every problem, one a line. */
public class InvalidScenarioException extends Exception {
    private final transient List<Problem> problems;

    public InvalidScenarioException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, at least one: those of the file by position, then those of overrides. */
    public List<Problem> problems() {
        return problems;
    }
}
