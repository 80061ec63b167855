package org.tarpon.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tarpon.network.AllToAll;
import org.tarpon.network.Convolution;
import org.tarpon.network.Initialiser;
import org.tarpon.network.MaxPooling;
import org.tarpon.network.Network;
import org.tarpon.network.NetworkSketch;
import org.tarpon.network.Shape;
import org.tarpon.network.StandardModel;
import org.tarpon.network.Synapses;
import org.tarpon.network.Window;
import org.tarpon.random.RandomStream;

class AnglesTest {
    private static Synapses random(int in, int out, String name) {
        Synapses synapses = AllToAll.own(in, out);
        new Initialiser.Normal(0, 1).fill(synapses, new RandomStream(1, name));
        return synapses;
    }

    /** The cosine of 1 is rounded, and acos turns an error e there into √(2e). */
    @Test
    void mirror_isAtNoAngle_andItsNegativeOpposite() {
        Synapses forward = random(6, 4, "W");
        Synapses mirror = forward.mirror();
        assertEquals(0, Angles.betweenTransposes(mirror, forward), 1e-5);
        for (float[] row : mirror.rows()) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= -3;
            }
        }
        assertEquals(180, Angles.betweenTransposes(mirror, forward), 1e-5);
    }

    @Test
    void convolutions_areComparedWithFeedbackConvolutionsOfTheSameGeometryAlone() {
        Shape below = new Shape(5, 4, 2);
        Window kernel = new Window(3, 3, 2, 1);
        Synapses forward = Convolution.own(below, kernel, 3);
        new Initialiser.Normal(0, 1).fill(forward, new RandomStream(1, "W"));
        assertEquals(0, Angles.betweenTransposes(forward.mirror(), forward), 1e-5);
        Synapses feedback = Convolution.transposed(below, kernel, 3);
        for (int k = 0; k < feedback.rows().length; k++) {
            float[] transposed = forward.mirror().rows()[k];
            for (int j = 0; j < transposed.length; j++) {
                feedback.rows()[k][j] = -transposed[j];
            }
        }
        assertEquals(180, Angles.betweenTransposes(feedback, forward), 1e-5);
        assertEquals(Double.NaN, Angles.betweenTransposes(random(18, 40, "V"), forward));
        Synapses pooling = MaxPooling.of(below, new Window(2, 2, 2, 0));
        assertEquals(Double.NaN, Angles.betweenTransposes(pooling.mirror(), pooling));
    }

    @Test
    void angle_isThatOfTheVectorsOfAllWeights_withoutBiases() {
        Synapses forward = AllToAll.own(2, 1);
        forward.rows()[0][0] = 1;
        forward.rows()[1][0] = 0;
        forward.bias()[0] = 50;
        Synapses feedback = AllToAll.own(1, 2);
        feedback.rows()[0][0] = 1;
        feedback.rows()[0][1] = 1;
        feedback.bias()[1] = -70;
        assertEquals(45, Angles.betweenTransposes(feedback, forward), 1e-9);
        feedback.rows()[0][0] = 0;
        assertEquals(90, Angles.betweenTransposes(feedback, forward), 1e-9);
        feedback.rows()[0][1] = 0;
        assertTrue(Double.isNaN(Angles.betweenTransposes(feedback, forward)));
    }

    /** cos ~ N(0, 1/n) for n = 20,000 independent weights: 4 standard errors, exceeded with probability 6·10⁻⁵. */
    @Test
    void unrelatedWeights_areAtRightAngles() {
        double degrees = Angles.betweenTransposes(random(100, 200, "V"), random(200, 100, "W"));
        assertEquals(90, degrees, 4 * Math.toDegrees(1 / Math.sqrt(20_000)));
    }

    @Test
    void counterpart_runsTheOtherWay() {
        Network network = new NetworkSketch()
                .population("a", 2, StandardModel.SOURCE)
                .population("b", 2, StandardModel.STOCHASTIC_BINARY)
                .population("c", 2, StandardModel.SOFTMAX)
                .feedforward("a", "b")
                .feedforward("b", "c")
                .feedback("c", "b")
                .feedback("c", "a")
                .build();
        assertEquals(
                Optional.of(network.pathways().get(1)),
                Angles.counterpart(network, network.pathways().get(2)));
        assertEquals(
                Optional.empty(), Angles.counterpart(network, network.pathways().get(3)));
    }
}
