package org.tarpon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** What a command, called as from a shell but in this process, printed and returned. */
record Outcome(int code, String out, String err) {
    static final String QUICKSTART = "scenarios/quickstart.yaml";

    static Outcome of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Outcome(code, out.toString(), err.toString());
    }

    /** A command on a quickstart so small that it takes a fraction of a second. */
    static Outcome ofTiny(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command, QUICKSTART));
        for (String override : List.of(
                "populations.hidden1.size=12",
                "populations.hidden2.size=10",
                "data.training=120",
                "data.validation=40",
                "train={epochs: 2, batch: 20}",
                "evaluate.passes=1",
                "checkpoint.keep=9")) {
            all.add("--set");
            all.add(override);
        }
        all.addAll(List.of(args));
        return of(all.toArray(String[]::new));
    }

    /** The one JSON document that stdout must be. */
    JsonNode json() {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + out, e);
        }
    }
}
