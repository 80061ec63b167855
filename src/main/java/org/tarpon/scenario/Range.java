package org.tarpon.scenario;

import java.util.List;
import java.util.stream.IntStream;

/** Things that are counted from 0: those from {@code first} to {@code last}, both included. */
public record Range(int first, int last) {
    /** All numbers in some ranges, in their order. */
    public static IntStream numbers(List<Range> ranges) {
        return ranges.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first, range.last));
    }

    /** As a scenario writes it. */
    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + ".." + last;
    }
}
