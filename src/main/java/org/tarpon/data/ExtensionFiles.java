package org.tarpon.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.tarpon.extension.DatasetProvider;
import org.tarpon.extension.ExtensionException;
import org.tarpon.extension.LabelledImages;

/** A data set of an extension: reads it, and holds what it brings against what it said. */
final class ExtensionFiles {
    private final KnownDataset set;
    private final DatasetProvider provider;

    ExtensionFiles(KnownDataset set, DatasetProvider provider) {
        this.set = set;
        this.provider = provider;
    }

    /** @throws DataException if its files cannot be read */
    Dataset read(Optional<Path> folder) {
        try {
            LabelledImages training = provider.training(folder);
            LabelledImages test = provider.test(folder);
            Map<DatasetFile, String> digests = new EnumMap<>(DatasetFile.class);
            digests.put(DatasetFile.TRAINING_IMAGES, sha256(training.images()));
            digests.put(DatasetFile.TRAINING_LABELS, sha256(training.labels()));
            digests.put(DatasetFile.TEST_IMAGES, sha256(test.images()));
            digests.put(DatasetFile.TEST_LABELS, sha256(test.labels()));
            return new Dataset(
                    set.key(),
                    samples(training, set.trainingSamples()),
                    samples(test, set.testSamples()),
                    set.classes(),
                    digests);
        } catch (IOException e) {
            throw new DataException("the data set " + set.key() + " cannot be read: " + DataException.reason(e), e);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw ExtensionException.of("data set `" + set.key() + "`", provider.getClass(), e);
        }
    }

    private ImageSamples samples(LabelledImages read, int expected) {
        if (read.images().length != expected || read.labels().length != expected) {
            throw new IllegalStateException("it said " + expected + " samples and brought " + read.images().length
                    + " images and " + read.labels().length + " labels");
        }
        for (byte label : read.labels()) {
            if ((label & 0xFF) >= set.classes()) {
                throw new IllegalStateException("it has " + set.classes() + " classes and a label " + (label & 0xFF));
            }
        }
        return new ImageSamples(set.rows(), set.columns(), read.images(), read.labels());
    }

    private static String sha256(byte[]... arrays) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] array : arrays) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(array.length).flip());
                digest.update(array);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
