package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tarpon.record.Sketch.neurons;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tarpon.network.Form;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

class SpikeRecorderTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private SpikeRecorder recorder;

    @BeforeEach
    void make() throws IOException {
        recorder = new SpikeRecorder(Sketch.NETWORK, Set.of("in", "a"), out);
    }

    private void assertRecorded(String lines) {
        assertEquals(SpikeRecorder.HEADER + lines, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aSpikeIsALine() {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(0, 4), neurons(), neurons(2));
        recorder.sent(1500, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(70, 71, 72));
        assertRecorded("70,1500,in,activity,0,1\n70,1500,in,activity,4,1\n72,1500,in,activity,2,1\n");
    }

    @Test
    void differenceSpikesKeepTheirSign() {
        Volley volley = Sketch.valued(Form.DIFFERENCE_SPIKE, Sketch.A, neurons(1, 3), -1, 1);
        recorder.sent(9, Sketch.A_OUT, Signal.TARGET, volley, Sketch.showing(5));
        assertRecorded("5,9,a,target,1,-1\n5,9,a,target,3,1\n");
    }

    @Test
    void aVolleyThatLeavesOnTwoPathwaysIsWrittenOnce() {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(3));
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(1));
        recorder.sent(0, Sketch.IN_OUT, Signal.ACTIVITY, volley, Sketch.showing(1));
        assertRecorded("1,0,in,activity,3,1\n");
    }

    @Test
    void theNextPresentationHasTheSameTimes() {
        Volley volley = Sketch.spikes(Sketch.IN, neurons(3));
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(1));
        recorder.beginPresentation();
        recorder.sent(0, Sketch.IN_A, Signal.ACTIVITY, volley, Sketch.showing(2));
        assertRecorded("1,0,in,activity,3,1\n2,0,in,activity,3,1\n");
    }

    @Test
    void othersAndRealNumbersAreLeftOut() throws IOException {
        SpikeRecorder ofOut = new SpikeRecorder(Sketch.NETWORK, Set.of("out"), new ByteArrayOutputStream());
        ofOut.sent(0, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(3)), Sketch.showing(1));
        Volley graded = Sketch.valued(Form.GRADED, Sketch.A, neurons(1), 0.5f);
        recorder.sent(0, Sketch.A_OUT, Signal.TARGET, graded, Sketch.showing(1));
        assertRecorded("");
    }
}
