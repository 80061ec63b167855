package org.tarpon.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.tarpon.scenario.Keyed;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;

/** Holds a result against what a scenario expects. */
public final class Expectations {
    /**
     * One expectation.
     *
     * @param what was expected, in words
     * @param met whether it came true
     * @param actual what came instead or as expected, in words
     */
    public record Verdict(String what, boolean met, String actual) {}

    private Expectations() {}

    /** @param result as {@link Experiment#run} gives it */
    public static List<Verdict> judge(Study study, JsonNode result) {
        return study.expect().stream()
                .map(expectation -> judge(expectation, result))
                .toList();
    }

    private static Verdict judge(Scenario.Expectation expectation, JsonNode result) {
        if (expectation instanceof Scenario.MetricBounds bounds) {
            return judge(bounds, result);
        } else if (expectation instanceof Scenario.DigestEquals digest) {
            String key = ((Keyed) digest.digest()).key();
            String actual = result.get("digests").get(key).asText();
            return new Verdict("digest of " + key + " " + digest.sha256(), actual.equals(digest.sha256()), actual);
        }
        throw new IllegalArgumentException("unknown expectation " + expectation);
    }

    private static Verdict judge(Scenario.MetricBounds bounds, JsonNode result) {
        StringBuilder what = new StringBuilder(bounds.metric());
        bounds.atLeast().ifPresent(limit -> what.append(" at least ").append(limit));
        bounds.atMost().ifPresent(limit -> what.append(" at most ").append(limit));
        JsonNode value = find(bounds.metric(), result);
        if (value == null || !value.isNumber()) {
            return new Verdict(what.toString(), false, "not measured in this run");
        }
        double actual = value.asDouble();
        boolean met = actual >= bounds.atLeast().orElse(Double.NEGATIVE_INFINITY)
                && actual <= bounds.atMost().orElse(Double.POSITIVE_INFINITY);
        return new Verdict(what.toString(), met, value.asText());
    }

    /** A metric by its name; after a first dot comes the population or pathway. */
    private static JsonNode find(String metric, JsonNode result) {
        int dot = metric.indexOf('.');
        String name = dot < 0 ? metric : metric.substring(0, dot);
        JsonNode node = result.get("metrics").get(name);
        if (node == null) {
            node = result.get("performance").get(name);
        }
        return node == null || dot < 0 ? node : node.get(metric.substring(dot + 1));
    }
}
