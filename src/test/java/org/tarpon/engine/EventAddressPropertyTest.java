package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.Signal;

class EventAddressPropertyTest {
    private static final int[] BOUNDS = {
        3, EventAddress.MAXIMUM_POPULATIONS, EventAddress.MAXIMUM_PATHWAYS, 16, EventAddress.MAXIMUM_NEURONS
    };

    private static long pack(int[] parts) {
        return EventAddress.of(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static int[] unpack(long address) {
        return new int[] {
            EventAddress.phase(address),
            EventAddress.population(address),
            EventAddress.pathway(address),
            EventAddress.signal(address),
            EventAddress.neuron(address)
        };
    }

    /** Mostly extremes, so that equal parts and overflowing neighbours both come up. */
    private static int[] draw(Random random) {
        return Arrays.stream(BOUNDS)
                .map(bound -> switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> bound - 1;
                    case 2 -> Math.min(1, bound - 1);
                    default -> random.nextInt(bound);
                })
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void unpacking_givesThePartsBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int[] parts = draw(random);
            assertEquals(Arrays.toString(parts), Arrays.toString(unpack(pack(parts))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void numericalOrder_isPhasePopulationPathwaySignalNeuron(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int[] a = draw(random);
            int[] b = draw(random);
            assertEquals(
                    Integer.signum(Arrays.compare(a, b)),
                    Long.compare(pack(a), pack(b)),
                    () -> Arrays.toString(a) + " and " + Arrays.toString(b));
        }
    }

    @Test
    void everyAddress_isPositive_andHasRoomForEverySignal() {
        assertTrue(pack(new int[] {2, 0xFFFF, 0xFFFF, 15, 0xFFFFFF}) > 0);
        assertTrue(Signal.COUNT <= BOUNDS[3]);
    }
}
