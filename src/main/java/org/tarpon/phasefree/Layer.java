package org.tarpon.phasefree;

import java.util.Arrays;
import org.tarpon.network.Population;
import org.tarpon.state.Archive;

/** What one lane keeps of a population of stochastic neurons. */
final class Layer {
    final Population population;
    final int first; // among all neurons of the lane
    final float targetStep;
    final boolean[] up;
    final float[] surprise; // s − p of the last update
    final float[] surpriseRest; // what the filtered surprise lacks of it, times 1/fade
    final Outgoing states = new Outgoing();
    final Outgoing differences = new Outgoing();

    Projection below;
    float[] biases;
    PlasticRows.Changes forward; // null where nothing is learned
    Projection above; // null in the output
    PlasticRows.Changes feedback;

    long updates;
    long updatesUp;
    long differing;

    Layer(Population population, int first, double targetStep) {
        this.population = population;
        this.first = first;
        this.targetStep = (float) targetStep;
        this.up = new boolean[population.size()];
        this.surprise = new float[population.size()];
        this.surpriseRest = new float[population.size()];
    }

    void reset() {
        Arrays.fill(up, false);
        Arrays.fill(surprise, 0);
        Arrays.fill(surpriseRest, 0);
        states.reset();
        differences.reset();
        below.reset();
        if (above != null) {
            above.reset();
        }
    }

    void state(Archive archive) {
        archive.array("up", up);
        archive.array("surprise", surprise);
        archive.array("surprise rest", surpriseRest);
        states.state(archive.part("states"));
        differences.state(archive.part("differences"));
        below.state(archive.part("below"));
        if (above != null) {
            above.state(archive.part("above"));
        }
        updates = archive.number("updates", updates);
        updatesUp = archive.number("updates up", updatesUp);
        differing = archive.number("differing", differing);
    }

    void rebase(float fade) {
        below.rebase(fade);
        if (above != null) {
            above.rebase(fade);
        }
        for (int i = 0; i < surpriseRest.length; i++) {
            surpriseRest[i] *= fade;
        }
        states.trim();
        differences.trim();
    }
}
