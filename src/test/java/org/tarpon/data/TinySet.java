package org.tarpon.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three training and two test images of 2 x 2 pixels, which stand for MNIST in tests. */
final class TinySet {
    static final String SYSTEM_FOLDER = "usr/share/tiny";

    static final Map<DatasetFile, byte[]> FILES = new EnumMap<>(Map.of(
            DatasetFile.TRAINING_IMAGES,
            Idx.images(2, 2, new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8}, new byte[] {9, 10, 11, 12}),
            DatasetFile.TRAINING_LABELS,
            Idx.labels(1, 0, 9),
            DatasetFile.TEST_IMAGES,
            Idx.images(2, 2, new byte[] {13, 14, 15, 16}, new byte[] {17, 18, 19, -1}),
            DatasetFile.TEST_LABELS,
            Idx.labels(2, 3)));

    private TinySet() {}

    static DatasetOrigin origin(Acquisition... acquisitions) {
        return origin(FILES, acquisitions);
    }

    /** An origin whose digests are those of the given files. */
    static DatasetOrigin origin(Map<DatasetFile, byte[]> files, Acquisition... acquisitions) {
        Map<DatasetFile, String> digests = new EnumMap<>(DatasetFile.class);
        files.forEach((file, content) -> digests.put(file, Idx.sha256(content)));
        return new DatasetOrigin("mnist", 10, digests, false, Optional.of(SYSTEM_FOLDER), List.of(acquisitions));
    }

    static Path write(Path folder) {
        return write(folder, FILES);
    }

    /** Writes the images compressed and the labels plain. */
    static Path write(Path folder, Map<DatasetFile, byte[]> files) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<DatasetFile, byte[]> entry : files.entrySet()) {
                DatasetFile file = entry.getKey();
                if (file.fileName().contains("images")) {
                    Files.write(folder.resolve(file.gzipName()), Idx.gzip(entry.getValue()));
                } else {
                    Files.write(folder.resolve(file.fileName()), entry.getValue());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
