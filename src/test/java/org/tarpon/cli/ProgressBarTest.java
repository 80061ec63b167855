package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter err = new StringWriter();
    private final PrintWriter printer = new PrintWriter(err, true);

    @Test
    void timeLeftCountsOnlyWhatThisProcessDid() {
        ProgressBar bar = new ProgressBar(printer, 500, 1000);
        assertEquals("x [===============               ]  50 %", bar.line("x", 500, 0));
        assertEquals("x [======================        ]  75 %, 0:10 left", bar.line("x", 750, 10));
        assertEquals("x [==============================] 100 %, 0:00 left", bar.line("x", 1000, 20));
        assertEquals("x [===============               ]  50 %, 13:51:40 left", bar.line("x", 501, 100));
    }

    @Test
    void narrationStaysAboveTheBar() {
        try (Narration narration = new Narration(printer, false, true)) {
            narration.epochBegins(1, 2, 10);
            narration.progress(5);
            narration.epochEnds(1, 2, JsonNodeFactory.instance.objectNode().put("train_error", 12.5));
            narration.progress(6);
            narration.note("something");
        }
        assertEquals("epoch 1 of 2  error: train 12.50 %,  0 training samples/s\nsomething\n", visible(err.toString()));
    }

    @Test
    void quietSilencesAllButWarnings() {
        try (Narration narration = new Narration(printer, true, true)) {
            narration.epochBegins(1, 2, 10);
            narration.progress(5);
            narration.note("something");
            narration.warn("mind this");
        }
        assertEquals("warning: mind this\n", err.toString());
    }

    /** What a terminal shows in the end: "\r ESC [K" erases the line that is being written. */
    private static String visible(String written) {
        String shown = written.replaceAll("[^\\n]*\\r\\u001B\\[K", "");
        assertTrue(written.contains(" left") || written.contains(" %"), written);
        return shown;
    }
}
