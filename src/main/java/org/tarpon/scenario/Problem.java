package org.tarpon.scenario;

import java.util.Collection;

/**
 * One thing that is wrong with a scenario.
 *
 * @param source the file, or {@code --set key=value} where an override is to blame
 * @param line from 1; 0 where the source as a whole is meant (an unreadable file, an override)
 * @param column from 1, in characters; 0 together with the line
 * @param what is wrong
 * @param allowed what would be right; empty where {@code what} says it
 * @param suggestion what to write instead; empty where none is likely
 */
public record Problem(String source, int line, int column, String what, String allowed, String suggestion) {
    /** That there is nothing of a kind with such a name. */
    public static Problem unknown(String source, String kind, String name, Collection<String> known) {
        String what = "unknown " + kind + ": " + Words.quote(name);
        return new Problem(source, 0, 0, what, String.join(", ", known), Words.nearest(name, known));
    }

    /** The problem as compilers print it: {@code file:line:column: what; allowed: …; did you mean `…`?} */
    @Override
    public String toString() {
        return source
                + (line == 0 ? "" : ":" + line + ":" + column)
                + ": "
                + what
                + (allowed.isEmpty() ? "" : "; allowed: " + allowed)
                + (suggestion.isEmpty() ? "" : "; did you mean `" + suggestion + "`?");
    }
}
