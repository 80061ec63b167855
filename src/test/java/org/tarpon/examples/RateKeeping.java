package org.tarpon.examples;

import java.util.Set;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;

/** A user's own rule without any feedback: hidden neurons learn to fire at a rate, and only the output learns the task. */
public record RateKeeping(float rate) implements LocalRule {
    /** Named in META-INF/services/org.tarpon.extension.RuleProvider, and so known as "rate-keeping". */
    public static final class Provider implements RuleProvider {
        @Override
        public String name() {
            return "rate-keeping";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("rate");
        }

        @Override
        public Feedback feedback() {
            return Feedback.NONE;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return new RateKeeping((float) parameters.required("rate"));
        }
    }

    @Override
    public void teach(HiddenNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            self.teach(j, rate - self.mean(j));
        }
    }
}
