package org.tarpon.plasticity;

import org.tarpon.math.Functions;

/** g of S7: what an apical compartment makes of its current, element by element. */
public enum Decoder {
    TANH {
        @Override
        void decode(float[] current, float[] decoded, int n) {
            Functions.tanh(current, decoded, n);
        }

        @Override
        float slope(float decoded) {
            return 1f - decoded * decoded;
        }
    },
    SIGMOID {
        @Override
        void decode(float[] current, float[] decoded, int n) {
            Functions.sigmoid(current, decoded, n);
        }

        @Override
        float slope(float decoded) {
            return decoded * (1f - decoded);
        }
    },
    LINEAR {
        @Override
        void decode(float[] current, float[] decoded, int n) {
            System.arraycopy(current, 0, decoded, 0, n);
        }

        @Override
        float slope(float decoded) {
            return 1f;
        }
    };

    abstract void decode(float[] current, float[] decoded, int n);

    /** g′ as a function of g. */
    abstract float slope(float decoded);

    /** Whether g is a linear function (objection 1). */
    public boolean isLinear() {
        return this == LINEAR;
    }
}
