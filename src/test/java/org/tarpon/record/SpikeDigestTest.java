package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.tarpon.record.Sketch.neurons;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tarpon.network.Form;
import org.tarpon.network.Pathway;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

class SpikeDigestTest {
    /** The digest of one presentation in one lane. */
    private static String digest(Consumer<SpikeDigest> events) {
        SpikeDigest digest = new SpikeDigest(Sketch.NETWORK, 1);
        events.accept(digest);
        digest.endPresentation(Sketch.showing(0));
        return Digests.hex(digest.take());
    }

    private static String digest(long time, Pathway pathway, Signal signal, Volley volley) {
        return digest(d -> d.sent(time, pathway, signal, volley, Sketch.showing(0)));
    }

    @Test
    void everyPropertyOfASpikeCounts() {
        Set<String> digests = new HashSet<>();
        digests.add(digest(d -> {}));
        digests.add(digest(7, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(0, 2))));
        digests.add(digest(7, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(0, 3))));
        digests.add(digest(7, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(0))));
        digests.add(digest(7, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons())));
        digests.add(digest(8, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(0, 2))));
        digests.add(digest(7, Sketch.IN_OUT, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(0, 2))));
        digests.add(digest(7, Sketch.A_OUT, Signal.ACTIVITY, Sketch.spikes(Sketch.A, neurons(0, 2))));
        digests.add(digest(7, Sketch.IN_A, Signal.PROBE, Sketch.spikes(Sketch.IN, neurons(0, 2))));
        assertEquals(9, digests.size());
    }

    @Test
    void signsCount() {
        Volley up = Sketch.valued(Form.DIFFERENCE_SPIKE, Sketch.A, neurons(1, 2), 1, -1);
        Volley down = Sketch.valued(Form.DIFFERENCE_SPIKE, Sketch.A, neurons(1, 2), -1, 1);
        assertNotEquals(digest(1, Sketch.A_OUT, Signal.TARGET, up), digest(1, Sketch.A_OUT, Signal.TARGET, down));
    }

    @Test
    void realNumbersAreNoSpikes() {
        Volley graded = Sketch.valued(Form.GRADED, Sketch.A, neurons(1, 2), 0.5f, 0.25f);
        assertEquals(digest(d -> {}), digest(1, Sketch.A_OUT, Signal.TARGET, graded));
    }

    @Test
    void theOrderOfEventsCounts() {
        Volley first = Sketch.spikes(Sketch.IN, neurons(0));
        Volley second = Sketch.spikes(Sketch.IN, neurons(1));
        String forward = digest(d -> {
            d.sent(1, Sketch.IN_A, Signal.ACTIVITY, first, Sketch.showing(0));
            d.sent(1, Sketch.IN_A, Signal.ACTIVITY, second, Sketch.showing(0));
        });
        String backward = digest(d -> {
            d.sent(1, Sketch.IN_A, Signal.ACTIVITY, second, Sketch.showing(0));
            d.sent(1, Sketch.IN_A, Signal.ACTIVITY, first, Sketch.showing(0));
        });
        assertNotEquals(forward, backward);
    }

    @Test
    void lanesSideBySideAreLanesOneAfterTheOther() {
        int[][] fired = {neurons(0, 4), neurons(), neurons(2)};
        SpikeDigest together = new SpikeDigest(Sketch.NETWORK, 3);
        together.sent(5, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, fired), Sketch.showing(0, 1, 2));
        together.endPresentation(Sketch.showing(0, 1, 2));
        SpikeDigest alone = new SpikeDigest(Sketch.NETWORK, 1);
        for (int i : neurons(2, 0, 1)) {
            alone.sent(5, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, fired[i]), Sketch.showing(i));
            alone.endPresentation(Sketch.showing(i));
        }
        assertEquals(Digests.hex(alone.take()), Digests.hex(together.take()));
    }

    @Test
    void whoShowsWhatDoesNotCount_butInWhichPresentationANeuronFires() {
        SpikeDigest first = new SpikeDigest(Sketch.NETWORK, 1);
        SpikeDigest second = new SpikeDigest(Sketch.NETWORK, 1);
        show(first, 0, neurons(1));
        show(second, 1, neurons(2));
        first.takeOver(second);
        String divided = Digests.hex(first.take());
        assertEquals(Digests.hex(new SpikeDigest(Sketch.NETWORK, 1).take()), Digests.hex(second.take()));
        show(first, 1, neurons(2));
        show(first, 0, neurons(1));
        assertEquals(divided, Digests.hex(first.take()));
        show(first, 0, neurons(2));
        show(first, 1, neurons(1));
        assertNotEquals(divided, Digests.hex(first.take()));
    }

    private static void show(SpikeDigest digest, int sample, int[] fired) {
        digest.sent(5, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, fired), Sketch.showing(sample));
        digest.endPresentation(Sketch.showing(sample));
    }

    @Test
    void takingBeginsAnew() {
        SpikeDigest digest = new SpikeDigest(Sketch.NETWORK, 1);
        digest.sent(5, Sketch.IN_A, Signal.ACTIVITY, Sketch.spikes(Sketch.IN, neurons(1)), Sketch.showing(0));
        digest.endPresentation(Sketch.showing(0));
        String first = Digests.hex(digest.take());
        String nothing = Digests.hex(digest.take());
        assertNotEquals(first, nothing);
        assertEquals(Digests.hex(new SpikeDigest(Sketch.NETWORK, 1).take()), nothing);
    }
}
