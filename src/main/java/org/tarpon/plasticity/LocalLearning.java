package org.tarpon.plasticity;

import java.util.List;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.RuleProvider;
import org.tarpon.network.Axon;
import org.tarpon.network.Direction;
import org.tarpon.network.Form;
import org.tarpon.network.LaneBlock;
import org.tarpon.network.PopulationLanes;
import org.tarpon.network.Signal;
import org.tarpon.network.Wiring;
import org.tarpon.neuron.Parameters;

/**
 * Rules of extensions. They see populations through {@link Spectacles}, which show what is local and nothing else; what they
 * send is a signal of errors in whatever form, and is counted as such.
 *
 * <p>Sets: the teaching signals of all feedforward pathways. Reads: what the rule asks of the own population, and the apical
 * current. Sends: activity up, the rule's messages down.
 */
public final class LocalLearning extends CreditAssignment {
    private final RuleProvider provider;
    private final LocalRule rule;
    private final boolean hasFeedback;
    private final Spectacles[] spectacles;

    /** @throws ExtensionException if the rule cannot be made */
    public LocalLearning(LaneBlock block, Wiring wiring, int cycles, RuleProvider provider, Parameters parameters) {
        super(block, wiring, cycles, List.of());
        this.provider = provider;
        this.rule = Extensions.create("rule", provider, parameters);
        this.hasFeedback = provider.feedback() != Feedback.NONE;
        this.spectacles = block.network().populations().stream()
                .map(population -> population.isSource() ? null : new Spectacles(block.lanes(population), this))
                .toArray(Spectacles[]::new);
    }

    /** @param input form of the source's volleys */
    public static Wiring wiring(Form input, RuleProvider provider) {
        Form down =
                switch (provider.message()) {
                    case NUMBERS -> Form.GRADED;
                    case SPIKES -> Form.SPIKE;
                    case SIGNED_SPIKES -> Form.DIFFERENCE_SPIKE;
                };
        Wiring errors = ErrorPropagation.wiring(input);
        return (pathway, signal) -> pathway.direction() == Direction.FEEDBACK && signal == Signal.ERROR
                ? down
                : errors.form(pathway, signal);
    }

    @Override
    public void complete(PopulationLanes self, Direction from, Signal signal, Axon axon) {
        if (signal == Signal.ACTIVITY) {
            climb(self, axon);
        } else {
            teach(self, axon);
        }
    }

    @Override
    protected void climb(PopulationLanes self, Axon axon) {
        if (self.isOutput()) {
            respond(self);
            answer(self);
            if (mode() == Mode.LEARN_FORWARD) {
                teachOutput(self);
                if (hasFeedback) {
                    answerBack(self, axon);
                }
            }
            return;
        }
        relay(self, axon);
        if (!hasFeedback && mode() == Mode.LEARN_FORWARD && !self.population().isSource()) {
            teach(self, axon);
        }
    }

    private void answerBack(PopulationLanes output, Axon axon) {
        Spectacles seen = spectacles[output.population().index()];
        try {
            for (int lane = 0; lane < output.presentations().active(); lane++) {
                seen.lookAt(lane);
                rule.answer(seen);
                seen.write();
            }
        } catch (RuntimeException | LinkageError e) {
            throw failed(e);
        }
        send(output, Direction.FEEDBACK, Signal.ERROR, axon);
    }

    private void teach(PopulationLanes self, Axon axon) {
        Spectacles seen = spectacles[self.population().index()];
        try {
            for (int lane = 0; lane < self.presentations().active(); lane++) {
                seen.lookAt(lane);
                rule.teach(seen);
                seen.write();
            }
        } catch (RuntimeException | LinkageError e) {
            throw failed(e);
        }
        lessons().record(self, Direction.FEEDFORWARD);
        send(self, Direction.FEEDBACK, Signal.ERROR, axon);
    }

    private ExtensionException failed(Throwable e) {
        return ExtensionException.of("rule `" + provider.name() + "`", provider.getClass(), e);
    }
}
