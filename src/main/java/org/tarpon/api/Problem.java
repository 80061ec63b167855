package org.tarpon.api;

/**
 * One thing that is wrong with a scenario. Its text is what the command line prints.
 *
 * @param source the file, the key of a scenario made in Java, or what was set
 * @param line from 1; 0 where the source as a whole is meant
 * @param column from 1; 0 together with the line
 * @param what is wrong
 * @param allowed what would be right; may be empty
 * @param suggestion what to write instead; may be empty
 */
public record Problem(String source, int line, int column, String what, String allowed, String suggestion) {
    static Problem of(org.tarpon.scenario.Problem problem) {
        return new Problem(
                problem.source(),
                problem.line(),
                problem.column(),
                problem.what(),
                problem.allowed(),
                problem.suggestion());
    }

    @Override
    public String toString() {
        return new org.tarpon.scenario.Problem(source, line, column, what, allowed, suggestion).toString();
    }
}
