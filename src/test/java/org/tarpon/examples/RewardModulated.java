package org.tarpon.examples;

import java.util.Set;
import org.tarpon.extension.Feedback;
import org.tarpon.extension.HiddenNeurons;
import org.tarpon.extension.LocalRule;
import org.tarpon.extension.OutputNeurons;
import org.tarpon.extension.RuleProvider;
import org.tarpon.neuron.Parameters;

/**
 * A user's own rule, of three factors: REINFORCE (Williams 1992, Machine Learning 8:229, eq. 6) for hidden neurons that spike.
 * The output chooses a class by its probabilities. Its reward, 1 if right and 0 if not, less what it had to expect, is
 * broadcast to all hidden neurons, as dopamine would be. A synapse changes by this times presynaptic spike times (s − p): what
 * its neuron did beyond its mean.
 *
 * @param gain of the reward
 */
public record RewardModulated(float gain) implements LocalRule {
    /** Named in META-INF/services/org.tarpon.extension.RuleProvider, and so known as "reward-modulated". */
    public static final class Provider implements RuleProvider {
        @Override
        public String name() {
            return "reward-modulated";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("gain");
        }

        @Override
        public Feedback feedback() {
            return Feedback.BROADCAST;
        }

        @Override
        public LocalRule create(Parameters parameters) {
            return new RewardModulated((float) parameters.or("gain", 1));
        }
    }

    @Override
    public void answer(OutputNeurons self) {
        float variate = self.uniform(0);
        int chosen = 0;
        for (float sum = self.mean(0); sum <= variate && chosen < self.size() - 1; sum += self.mean(chosen)) {
            chosen++;
        }
        float expected = self.mean(self.label());
        float reward = chosen == self.label() ? 1f : 0f;
        self.send(0, gain * (reward - expected));
    }

    @Override
    public void teach(HiddenNeurons self) {
        for (int j = 0; j < self.size(); j++) {
            self.teach(j, self.feedback(j) * (self.output(j) - self.mean(j)));
        }
    }
}
