package org.tarpon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tarpon.experiment.Observer.CircuitFigures;

class LiveViewTest {
    private final Dashboard dashboard = new Dashboard();

    private static JsonNode metrics(double train, double test) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        metrics.put("train_error", train).put("test_error", test).put("synaptic_events", 8_000_000);
        metrics.putObject("firing_fraction").put("input", 0.25).put("hidden1", 0.5);
        metrics.putObject("feedback_angle").put("hidden2-hidden1", 66.25);
        return metrics;
    }

    @Test
    void curvesShareOneScaleAndFillTheirWidth() {
        assertEquals("▁▂▃▄▅▆▇█", Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 8, 0, 7));
        assertEquals("▁█", Sparkline.of(List.of(0.0, 0.0, 7.0, 7.0), 2, 0, 7));
        assertEquals("▁▁", Sparkline.of(List.of(3.0, 3.0), 9, 3, 3));
        assertEquals("", Sparkline.of(List.of(), 9, 0, 0));
    }

    @Test
    void learningIsShownByCurvesRatesAnglesAndSpeed() {
        dashboard.epochBegins(1, 4, 100, 0);
        dashboard.progress(50, 1);
        assertEquals(
                List.of(
                        "epoch 1 of 4 [===                           ]  12 %, 0:07 left",
                        "speed       50 presentations/s"),
                dashboard.lines(79, false, 1));
        dashboard.progress(100, 2);
        dashboard.epochEnds(metrics(40, 30));
        dashboard.epochBegins(2, 4, 100, 2);
        dashboard.progress(100, 4);
        dashboard.epochEnds(metrics(20, 10));
        assertEquals(
                List.of(
                        "epoch 2 of 4 [===============               ]  50 %, 0:04 left",
                        "train       20.00 % █▃",
                        "test        10.00 % ▆▁",
                        "firing      input 0.250  hidden1 0.500",
                        "angle       hidden2-hidden1 66.3°",
                        "speed       50 presentations/s, 4.0e+06 synaptic events/s"),
                dashboard.lines(79, false, 4));
    }

    @Test
    void whereColumnsAreFewTheBarGivesWayAndPercentAndTimeLeftStay() {
        dashboard.epochBegins(1, 4, 100, 0);
        dashboard.progress(50, 1);
        assertEquals(
                "epoch 1 of 4 [=       ]  12 %, 0:07 left",
                dashboard.lines(40, false, 1).get(0));
        assertEquals(
                "epoch 1 of 4  12 %, 0:07 left", dashboard.lines(30, false, 1).get(0));
        dashboard.progress(100, 2);
        assertEquals(
                "epoch 1 of 4, evaluat…  25 %, 0:06 left",
                dashboard.lines(39, false, 2).get(0));
    }

    @Test
    void nothingIsWiderThanTheWindowButForColours() {
        dashboard.epochBegins(1, 100, 10, 0);
        for (int epoch = 1; epoch <= 100; epoch++) {
            dashboard.epochBegins(epoch, 100, 10, epoch);
            dashboard.progress(5, epoch + 0.5);
            dashboard.epochEnds(metrics(100 - epoch, 50));
        }
        for (int columns : new int[] {39, 60, 200}) {
            List<String> plain = dashboard.lines(columns, false, 101);
            assertTrue(plain.stream().allMatch(line -> line.length() <= columns), plain.toString());
            assertFalse(String.join("", plain).contains("\u001B"));
            List<String> coloured = new ArrayList<>(dashboard.lines(columns, true, 101));
            assertTrue(String.join("", coloured).contains("\u001B[36m"));
            coloured.replaceAll(line -> line.replaceAll("\u001B\\[[0-9]+m", ""));
            assertEquals(plain, coloured);
        }
    }

    @Test
    void aCircuitIsShownByRatesBetweenTwoLooks() {
        dashboard.simulated(0, 2_000_000_000L, new CircuitFigures(0, Map.of("cortex", 0.0)), 0);
        dashboard.simulated(500_000_000L, 2_000_000_000L, new CircuitFigures(1_000, Map.of("cortex", 10.0)), 1);
        dashboard.simulated(1_000_000_000L, 2_000_000_000L, new CircuitFigures(4_000, Map.of("cortex", 15.0)), 2);
        assertEquals(
                List.of(
                        "1.000 of 2.000 s [===============               ]  50 %, 0:02 left",
                        "cortex         10.00 /s █▅", "speed       3.0e+03 synaptic events/s"),
                dashboard.lines(79, false, 2));
    }

    /** What a terminal would show of what was written, line by line, if it knows the sequences that are used. */
    private static List<String> screen(String written) {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\u001B') {
                int end = i + 2;
                while (!Character.isLetter(written.charAt(end))) {
                    end++;
                }
                String sequence = written.substring(i + 2, end + 1);
                i = end;
                if (sequence.endsWith("A")) {
                    row -= Integer.parseInt(sequence.substring(0, sequence.length() - 1));
                } else if (sequence.equals("K") || sequence.equals("J")) {
                    lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                    if (sequence.equals("J")) {
                        lines.subList(row + 1, lines.size()).clear();
                    }
                }
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else {
                StringBuilder line = lines.get(row);
                if (column < line.length()) {
                    line.setCharAt(column, c);
                } else {
                    line.append(c);
                }
                column++;
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    @Test
    void framesAreDrawnInPlaceBelowTheNarrationAndTheLastOneStays() {
        StringWriter err = new StringWriter();
        PrintWriter printer = new PrintWriter(err, true);
        LiveView view = new LiveView(printer, new Terminal.Size(24, 80), false);
        try (Narration narration = new Narration(printer, view)) {
            narration.note("threads: 1");
            narration.epochBegins(1, 1, 10);
            narration.progress(5);
            narration.warn("mind this");
            narration.progress(6);
            narration.epochEnds(1, 1, metrics(20, 10));
        }
        view.close();
        err.append("summary\n");
        List<String> screen = screen(err.toString());
        assertEquals("threads: 1", screen.get(0));
        assertEquals("warning: mind this", screen.get(1));
        assertTrue(screen.get(2).startsWith("epoch 1 of 1"), screen.get(2));
        assertTrue(screen.get(3).startsWith("train       20.00 % "), screen.get(3));
        assertEquals("summary", screen.get(screen.size() - 2));
        assertEquals(1, screen.stream().filter(line -> line.startsWith("epoch")).count());
        // Whatever a frame changes of the terminal, the frame puts back.
        assertEquals(
                err.toString().split("\u001B\\[\\?7l", -1).length,
                err.toString().split("\u001B\\[\\?7h", -1).length);
    }

    @Test
    void aSmallWindowAndNoTerminalHaveNoDashboard() {
        assertTrue(LiveView.fits(new Terminal.Size(24, 80)));
        assertFalse(LiveView.fits(new Terminal.Size(24, 39)));
        assertFalse(LiveView.fits(new Terminal.Size(9, 80)));
        assertEquals(new Terminal.Size(24, 80), Terminal.size(Map.of("COLUMNS", "many")));
        assertEquals(new Terminal.Size(50, 30), Terminal.size(Map.of("COLUMNS", "30", "LINES", "50")));
    }

    @Test
    void aFrameIsNoHigherThanTheWindow() {
        StringWriter err = new StringWriter();
        LiveView view = new LiveView(new PrintWriter(err, true), new Terminal.Size(3, 80), false);
        view.epochBegins(1, 1, 10);
        view.epochEnds(metrics(1, 2));
        assertEquals(3, screen(err.toString()).size());
    }
}
