package org.tarpon.examples;

import org.tarpon.extension.Feedback;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.OutputNeurons;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;

/** Backpropagation once more, as an extension: a reference for whoever writes a rule, and for what the extension sees and sends. */
public final class ErrorsThroughTies implements LocalRule {
    /** Named in META-INF/services/org.tarpon.extension.RuleProvider, and so known as "errors-through-ties". */
    public static final class Provider implements RuleProvider {
        @Override
        public String name() {
            return "errors-through-ties";
        }

        @Override
        public Feedback feedback() {
            return Feedback.TIED;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return new ErrorsThroughTies();
        }
    }

    @Override
    public void answer(OutputNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            self.send(j, self.error(j));
        }
    }

    @Override
    public void teach(HiddenNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            float error = self.feedback(j) * self.derivative(j);
            self.teach(j, -error);
            self.send(j, error);
        }
    }
}
