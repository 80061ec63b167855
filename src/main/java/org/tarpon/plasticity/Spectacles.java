package org.tarpon.plasticity;

import java.util.Arrays;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.OutputNeurons;
import org.tarpon.network.Compartment;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.NeuronModel;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Signal;
import org.tarpon.network.Volley;

/** How an extension's rule sees one population, one lane at a time: what is local and nothing else, to be read and not written. */
final class Spectacles implements HiddenNeurons, OutputNeurons {
    private final PopulationLanes self;
    private final CreditAssignment rule;
    private final int size;
    private final Volley messages; // null where none are sent
    private final float[] sent;
    private final float[] output;
    private final float[] uniforms;
    private final float[] ones;
    private final float[] derivatives;
    private int lane;
    private float[] potential;
    private float[] mean;
    private float[] feedback; // null without
    private float[] teaching; // null where nothing learns
    private boolean hasOutput;
    private boolean hasUniforms;
    private boolean hasDerivatives;
    private boolean hasLabel;

    Spectacles(PopulationLanes self, CreditAssignment rule) {
        this.self = self;
        this.rule = rule;
        this.size = self.size();
        Volley found = null;
        for (Form form : Form.values()) {
            found = found == null ? self.volley(Signal.ERROR, form) : found;
        }
        this.messages = found;
        this.sent = new float[size];
        this.output = new float[size];
        this.uniforms = new float[size];
        this.ones = new float[size];
        this.derivatives = new float[size];
        Arrays.fill(ones, 1f);
    }

    void lookAt(int lane) {
        this.lane = lane;
        this.potential = self.basal(Signal.ACTIVITY).current(lane);
        this.mean = self.mean(lane);
        Compartment above = self.apical(Signal.ERROR);
        this.feedback = above == null ? null : above.current(lane);
        this.teaching = rule.lessons().teaching(self.population(), Direction.FEEDFORWARD, cycle(), lane);
        hasOutput = false;
        hasUniforms = false;
        hasDerivatives = false;
        hasLabel = false;
        Arrays.fill(sent, 0f);
        if (!self.isOutput()) {
            Arrays.fill(teaching, 0f);
        }
    }

    /** Puts what was sent into the volley. */
    void write() {
        if (messages == null) {
            return;
        }
        int[] index = messages.indices(lane);
        float[] values = messages.values(lane);
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (sent[j] != 0f) {
                index[count] = j;
                if (values != null) {
                    values[count] = sent[j];
                }
                count++;
            }
        }
        messages.setCount(lane, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int cycle() {
        return self.presentations().cycle();
    }

    @Override
    public float potential(int neuron) {
        return potential[neuron];
    }

    @Override
    public float mean(int neuron) {
        return mean[neuron];
    }

    @Override
    public float output(int neuron) {
        Form form = self.population().model().form();
        if (form == Form.GRADED) {
            return mean[neuron];
        }
        if (!hasOutput) {
            Volley volley = self.volley(Signal.ACTIVITY, form);
            Arrays.fill(output, 0f);
            for (int k = 0; k < volley.count(lane); k++) {
                output[volley.indices(lane)[k]] = form == Form.SPIKE ? 1f : volley.values(lane)[k];
            }
            hasOutput = true;
        }
        return output[neuron];
    }

    @Override
    public float feedback(int neuron) {
        return feedback == null ? 0f : feedback[neuron];
    }

    @Override
    public float uniform(int neuron) {
        if (!hasUniforms) {
            rule.draws()
                    .extension(self.population())
                    .uniforms(self.presentations().number(lane), cycle(), uniforms, size);
            hasUniforms = true;
        }
        return uniforms[neuron];
    }

    @Override
    public float derivative(int neuron) {
        if (!hasDerivatives) {
            NeuronModel model = self.population().model();
            model.backpropagate(potential, mean, ones, derivatives, size);
            hasDerivatives = true;
            if (!model.isLinear()) {
                rule.tally().countDerivatives(size);
            }
        }
        return derivatives[neuron];
    }

    @Override
    public void teach(int neuron, float direction) {
        // Of numbers that are not finite themselves, the run says where it diverged.
        if (!Float.isFinite(direction) && Float.isFinite(potential[neuron]) && Float.isFinite(feedback(neuron))) {
            throw new IllegalStateException("neuron " + neuron + " of `"
                    + self.population().name() + "` is taught " + direction + ", which is not finite");
        }
        teaching[neuron] = direction;
    }

    @Override
    public void send(int neuron, float value) {
        boolean allowed = messages == null
                || !Float.isFinite(potential[neuron])
                || switch (messages.form()) {
                    case SPIKE -> value == 1f;
                    case DIFFERENCE_SPIKE, SIGN -> Math.abs(value) == 1f;
                    case GRADED -> Float.isFinite(value);
                };
        if (!allowed && value != 0f) {
            throw new IllegalStateException("neuron " + neuron + " of `"
                    + self.population().name() + "` sends " + value + " where the rule's messages are "
                    + messages.form());
        }
        sent[neuron] = value;
    }

    @Override
    public int label() {
        rule.tally().countLabelsRead(hasLabel ? 0 : 1);
        hasLabel = true;
        return self.presentations().label(lane);
    }

    @Override
    public float error(int neuron) {
        return -teaching[neuron];
    }
}
