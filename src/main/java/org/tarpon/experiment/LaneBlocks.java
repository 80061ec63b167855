package org.tarpon.experiment;

import org.tarpon.network.LaneBlock;

/**
 * How lanes are shared out among blocks: evenly, and in fours, because
 * learning sums the teaching signals of four neighbouring lanes in advance.
 */
final class LaneBlocks {
    private static final int GROUP = 4;

    private LaneBlocks() {}

    /** Blocks for a number of lanes: at most {@code wanted}, or a multiple of it where a block would be too large. */
    static int count(int lanes, int wanted) {
        int least = (lanes + LaneBlock.MAXIMUM_LANES - 1) / LaneBlock.MAXIMUM_LANES;
        int rounded = (least + wanted - 1) / wanted * wanted;
        return Math.min(groups(lanes), rounded);
    }

    /** End of a block's lanes, exclusive; 0 for the block before the first. */
    static int end(int block, int blocks, int lanes) {
        return (int) Math.min(lanes, (long) (block + 1) * groups(lanes) / blocks * GROUP);
    }

    private static int groups(int lanes) {
        return (lanes + GROUP - 1) / GROUP;
    }
}
