package org.tarpon.examples;

import java.util.Set;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.Message;
import org.tarpon.extension.OutputNeurons;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;

/**
 * A user's own rule: direct feedback alignment (Nøkland 2016, arXiv 1609.01596) whose messages are signed spikes. An output
 * neuron whose error is larger than a threshold sends its sign to every hidden population, through fixed random weights.
 */
public record TernaryFeedback(float threshold) implements LocalRule {
    /** Named in META-INF/services/org.tarpon.extension.RuleProvider, and so known as "ternary-feedback". */
    public static final class Provider implements RuleProvider {
        @Override
        public String name() {
            return "ternary-feedback";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("threshold");
        }

        @Override
        public Feedback feedback() {
            return Feedback.FROM_OUTPUT;
        }

        @Override
        public Message message() {
            return Message.SIGNED_SPIKES;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return new TernaryFeedback((float) parameters.or("threshold", 0.1));
        }
    }

    @Override
    public void answer(OutputNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            if (Math.abs(self.error(j)) > threshold) {
                self.send(j, Math.signum(self.error(j)));
            }
        }
    }

    @Override
    public void teach(HiddenNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            self.teach(j, -self.feedback(j) * self.derivative(j));
        }
    }
}
