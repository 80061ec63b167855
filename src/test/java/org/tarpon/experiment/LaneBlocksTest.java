package org.tarpon.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.network.LaneBlock;

class LaneBlocksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 21, 63, 64, 100, 511, 512, 513, 1000, 60_000})
    void blocks_shareOutAllLanes_inFours_evenly_noneTooLarge(int lanes) {
        for (int threads : new int[] {1, 2, 3, 4, 8, 20}) {
            check(lanes, LaneBlocks.count(lanes, threads));
        }
    }

    private static void check(int lanes, int blocks) {
        assertTrue(blocks <= lanes);
        int end = LaneBlocks.end(-1, blocks, lanes);
        assertEquals(0, end);
        for (int block = 0; block < blocks; block++) {
            int size = LaneBlocks.end(block, blocks, lanes) - end;
            assertTrue(size >= 1 && size <= LaneBlock.MAXIMUM_LANES, "block of " + size);
            assertTrue(Math.abs(size - (double) lanes / blocks) < 8, "block of " + size);
            assertTrue(size % 4 == 0 || block == blocks - 1, "block of " + size);
            end += size;
        }
        assertEquals(lanes, end);
    }
}
