package org.tarpon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyPiece_isDoneExactlyOnce_inEveryRound(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertEquals(threads, workers.threads());
            for (int round = 0; round < ROUNDS; round++) {
                int pieces = round % 20;
                AtomicIntegerArray done = new AtomicIntegerArray(20);
                workers.run(pieces, done::incrementAndGet);
                for (int piece = 0; piece < done.length(); piece++) {
                    assertEquals(piece < pieces ? 1 : 0, done.get(piece));
                }
            }
            assertEquals(ROUNDS, workers.rounds());
        }
    }

    /** Plain, unsynchronised writes of one round are read in the next, by whichever thread. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void eachRound_seesWhatTheLastOneWrote(int threads) {
        long[] from = new long[16];
        long[] to = new long[16];
        try (Workers workers = new Workers(threads)) {
            for (int round = 0; round < ROUNDS; round++) {
                long[] read = round % 2 == 0 ? from : to;
                long[] write = round % 2 == 0 ? to : from;
                workers.run(16, piece -> write[piece] = read[(piece + 5) % 16] + 1);
            }
        }
        for (long value : ROUNDS % 2 == 0 ? from : to) {
            assertEquals(ROUNDS, value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void whatAPieceThrows_reachesTheCaller_andLaterRoundsGoOn(int threads) {
        IllegalStateException exception = new IllegalStateException("piece 5");
        AssertionError error = new AssertionError("piece 3");
        try (Workers workers = new Workers(threads)) {
            for (int round = 0; round < 50; round++) {
                assertSame(
                        exception,
                        assertThrows(
                                IllegalStateException.class,
                                () -> workers.run(9, piece -> {
                                    if (piece == 5) {
                                        throw exception;
                                    }
                                })));
                assertSame(
                        error,
                        assertThrows(
                                AssertionError.class,
                                () -> workers.run(4, piece -> {
                                    if (piece == 3) {
                                        throw error;
                                    }
                                })));
                AtomicIntegerArray done = new AtomicIntegerArray(10);
                workers.run(10, done::incrementAndGet);
                for (int piece = 0; piece < 10; piece++) {
                    assertEquals(1, done.get(piece));
                }
            }
        }
    }
}
