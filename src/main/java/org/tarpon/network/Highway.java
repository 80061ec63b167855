package org.tarpon.network;

import org.tarpon.math.Functions;

/**
 * S17: y = f(u_h) T + x (1 − T), T = σ(u_t). Three dendrites a neuron: the currents of n neurons are the transforms' u_h [0,
 * n), the gates' u_t [n, 2n), and the carried values x [2n, 3n), which {@link HighwayConnections} bring.
 *
 * <p>With stochastic binary neurons for f, the neuron sends its candidate spike s_h ~ Bernoulli(σ(u_h)) where its gate
 * spikes, t ~ Bernoulli(σ(u_t)), and the spike x that it was carried where not: s = t s_h + (1 − t) x. Neither s_h nor t
 * leaves the neuron, so all that others can see is the law of s given the currents, which is Bernoulli(p) with p = p_h p_t +
 * x (1 − p_t): y as above with f = σ. Drawing s = [r &lt; p] from one variate is that law exactly, and leaves the coupled
 * draw of target spikes (S13) what it is for other spiking neurons. Needs x in [0, 1].
 *
 * @param transform f, element by element; of {@link StandardModel#STOCHASTIC_BINARY} neurons σ
 */
public record Highway(StandardModel transform) implements NeuronModel {
    @Override
    public Form form() {
        return transform.form();
    }

    @Override
    public int currents(int n) {
        return 3 * n;
    }

    @Override
    public void respond(float[] u, float[] mean, int n) {
        transform.respond(u, mean, n);
        for (int j = 0; j < n; j++) {
            float gate = Functions.sigmoid(u[n + j]);
            // Not x + T (f − x): with a shut gate this is x, and with an open one f, to the bit.
            mean[j] = mean[j] * gate + u[2 * n + j] * (1f - gate);
        }
    }

    /** ∂L/∂u_h = ε T f′(u_h), ∂L/∂u_t = ε (f(u_h) − x) T (1 − T), ∂L/∂x = ε (1 − T), with ε = ∂L/∂y. */
    @Override
    public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
        transform.respond(u, result, n);
        for (int j = 0; j < n; j++) {
            float gate = Functions.sigmoid(u[n + j]);
            result[n + j] = error[j] * (result[j] - u[2 * n + j]) * (gate * (1f - gate));
            result[2 * n + j] = gate;
        }
        // In place: transforms work element by element.
        transform.backpropagate(u, result, error, result, n);
        for (int j = 0; j < n; j++) {
            float gate = result[2 * n + j];
            result[j] *= gate;
            result[2 * n + j] = error[j] * (1f - gate);
        }
    }
}
