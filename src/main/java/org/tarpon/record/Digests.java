package org.tarpon.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tarpon.network.Network;
import org.tarpon.network.Pathway;

/** SHA-256 digests of results. */
public final class Digests {
    /** Length of a digest. */
    public static final int SHA256_BYTES = 32;

    private Digests() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    public static byte[] ofText(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] ofFile(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * Digest of all weights and biases: for each pathway that has its own, by index, its name and direction, and its
     * rows as big-endian floats, the biases last.
     */
    public static byte[] ofWeights(Network network) {
        MessageDigest digest = sha256();
        for (Pathway pathway : network.pathways()) {
            if (pathway.isTied()) {
                continue;
            }
            digest.update((pathway.direction() + " " + pathway.name()).getBytes(StandardCharsets.UTF_8));
            for (float[] row : pathway.synapses().rows()) {
                ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * row.length);
                buffer.asFloatBuffer().put(row);
                digest.update(buffer.array());
            }
        }
        return digest.digest();
    }
}
