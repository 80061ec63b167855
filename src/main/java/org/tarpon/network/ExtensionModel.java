package org.tarpon.network;

import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.Extensions;
import org.tarpon.extension.NeuronFunction;
import org.tarpon.extension.NeuronProvider;
import org.tarpon.neuron.Parameters;

/** A neuron model of an extension. */
public final class ExtensionModel implements NeuronModel {
    private final NeuronProvider provider;
    private final NeuronFunction function;
    private final Form form;

    /** @throws ExtensionException if it cannot be made */
    public ExtensionModel(NeuronProvider provider, Parameters parameters) {
        this.provider = provider;
        this.function = Extensions.create("neuron model", provider, parameters);
        this.form = provider.isSpiking() ? Form.SPIKE : Form.GRADED;
    }

    @Override
    public Form form() {
        return form;
    }

    @Override
    public void respond(float[] u, float[] mean, int n) {
        try {
            function.respond(u, mean, n);
        } catch (RuntimeException | LinkageError e) {
            throw failed(e);
        }
        for (int j = 0; j < n; j++) {
            // Written so that NaN is refused too.
            boolean allowed = form == Form.SPIKE ? mean[j] >= 0f && mean[j] <= 1f : Float.isFinite(mean[j]);
            if (!allowed && Float.isFinite(u[j])) {
                throw failed(new IllegalStateException("its response to " + u[j] + " is " + mean[j]
                        + (form == Form.SPIKE ? ", which is no probability" : ", which is not finite")));
            }
        }
    }

    @Override
    public void backpropagate(float[] u, float[] mean, float[] error, float[] result, int n) {
        if (!provider.hasDerivative()) {
            throw failed(new IllegalStateException("it has no derivative"));
        }
        try {
            function.backpropagate(u, mean, error, result, n);
        } catch (RuntimeException | LinkageError e) {
            throw failed(e);
        }
    }

    private ExtensionException failed(Throwable e) {
        return ExtensionException.of("neuron model `" + provider.name() + "`", provider.getClass(), e);
    }
}
