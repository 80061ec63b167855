package org.tarpon.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuronModelsTest {
    private final NeuronModels models = NeuronModels.load();

    @Test
    void standardAndUsersModelsAreFound() {
        assertEquals(
                "erfc, ginzburg, glauber, leaky-threshold, mcculloch-pitts, neural-sampling, poisson, stochastic-lif",
                String.join(", ", models.names()));
        assertEquals(
                new LeakyThreshold(0.02, 1),
                models.create("leaky-threshold", new Parameters(Map.of("membrane", 0.02))));
        assertEquals(
                new Ginzburg(0.01, 0, 1, 1, 0.5),
                models.create("glauber", new Parameters(Map.of("tau", 0.01, "beta", 2.0, "theta", 0.5))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "glauer | tau | 1 | there is no neuron model glauer; there are erfc, ginzburg, glauber, leaky-threshold,"
                        + " mcculloch-pitts, neural-sampling, poisson, stochastic-lif",
                "glauber | teta | 1 | the model glauber has no parameter teta; it has beta, tau, theta",
                "glauber | beta | 1 | the parameter tau is missing",
                "glauber | tau | 0 | tau must be positive and finite, not 0.0",
                "poisson | rate | NaN | rate must be finite and not negative, not NaN",
                "poisson | rate | -3 | rate must be finite and not negative, not -3.0",
                "neural-sampling | refractory | Infinity | refractory must be positive and finite, not Infinity",
            })
    void errorsSayWhatIsAllowed(String model, String parameter, double value, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> models.create(model, new Parameters(Map.of(parameter, value))))
                        .getMessage());
    }
}
