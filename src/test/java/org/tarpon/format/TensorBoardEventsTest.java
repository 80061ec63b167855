package org.tarpon.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, decoded by a reader of its own, and by TensorBoard where it is installed. */
class TensorBoardEventsTest {
    @TempDir
    private Path folder;

    private static byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorBoardEvents events = new TensorBoardEvents(out);
        events.scalar("test_error", 1, 1, 90.5f);
        events.scalar("firing_fraction/hidden1", 300, 2.5, -0.25f);
        events.scalar("x".repeat(200), Long.MAX_VALUE, 0, Float.MIN_VALUE);
        return out.toByteArray();
    }

    @Test
    void anEventIsAFramedMessage() throws IOException {
        assertEquals(
                List.of(
                        "0.0 0 brain.Event:2",
                        "1.0 1 test_error=90.5",
                        "2.5 300 firing_fraction/hidden1=-0.25",
                        "0.0 " + Long.MAX_VALUE + " " + "x".repeat(200) + "=1.4E-45"),
                decode(write()));
    }

    /** All events of a file, each as wall time, step and content. */
    public static List<String> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = take(in, 8);
            assertEquals(masked(length), in.getInt());
            byte[] event = take(in, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertEquals(masked(event), in.getInt());
            events.add(event(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return events;
    }

    private static String event(ByteBuffer in) {
        StringBuilder text = new StringBuilder();
        while (in.hasRemaining()) {
            switch (in.get()) {
                case 0x09 -> text.append(in.getDouble());
                case 0x10 -> text.append(' ').append(varint(in));
                case 0x1A -> text.append(' ').append(new String(take(in, (int) varint(in)), StandardCharsets.UTF_8));
                case 0x2A -> {
                    ByteBuffer summary = ByteBuffer.wrap(take(in, (int) varint(in)));
                    assertEquals(0x0A, summary.get());
                    ByteBuffer value = ByteBuffer.wrap(take(summary, (int) varint(summary)))
                            .order(ByteOrder.LITTLE_ENDIAN);
                    assertEquals(0x0A, value.get());
                    text.append(' ').append(new String(take(value, (int) varint(value)), StandardCharsets.UTF_8));
                    assertEquals(0x15, value.get());
                    text.append('=').append(value.getFloat());
                }
                default -> throw new AssertionError(text);
            }
        }
        return text.toString();
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 127) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    /** CRC-32C bit by bit (RFC 3720, appendix B.4 has test values), masked. */
    private static int masked(byte[] bytes) {
        int crc = crc(bytes);
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    private static int crc(byte[] bytes) {
        int crc = -1;
        for (byte each : bytes) {
            crc ^= each & 255;
            for (int k = 0; k < 8; k++) {
                crc = crc >>> 1 ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
            }
        }
        return ~crc;
    }

    @Test
    void theTestsOwnChecksumIsThatOfTheStandard() {
        assertEquals(0x8A9136AA, crc(new byte[32]));
    }

    @Test
    void tensorBoardReadsIt() throws IOException, InterruptedException {
        Files.write(folder.resolve("events.out.tfevents.0.tarpon"), write());
        String program =
                """
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1])
                events.Reload()
                print([(e.step, e.value) for e in events.Scalars('test_error')])
                """;
        assertEquals("[(1, 90.5)]\n", Python.run("tensorboard", program, folder.toString()));
    }
}
