package org.tarpon.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The four files of one data set, wherever they lie: reads and verifies them. */
interface DatasetFiles {
    /** Opens a file, plain or gzip. */
    InputStream open(DatasetFile file) throws IOException;

    /** What errors call a file. */
    String nameOf(DatasetFile file);

    /** The files in a folder, under their published names, with or without {@code .gz}; the folder has all of them. */
    static DatasetFiles in(Path folder) {
        return new DatasetFiles() {
            @Override
            public InputStream open(DatasetFile file) throws IOException {
                return Files.newInputStream(
                        find(folder, file).orElseThrow(() -> new FileNotFoundException("it is not there any more")));
            }

            @Override
            public String nameOf(DatasetFile file) {
                return find(folder, file)
                        .orElse(folder.resolve(file.fileName()))
                        .toString();
            }
        };
    }

    /** The files embedded beside this class, in a folder of the data set's name. */
    static DatasetFiles embedded(String dataset) {
        return new DatasetFiles() {
            @Override
            public InputStream open(DatasetFile file) throws IOException {
                InputStream resource = DatasetFiles.class.getResourceAsStream(nameOf(file));
                if (resource == null) {
                    throw new FileNotFoundException("it is missing from the program's own archive");
                }
                return resource;
            }

            @Override
            public String nameOf(DatasetFile file) {
                return dataset + "/" + file.gzipName();
            }
        };
    }

    /** The file in a folder, plain or compressed. */
    static Optional<Path> find(Path folder, DatasetFile file) {
        return Stream.of(file.fileName(), file.gzipName())
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The files that a folder lacks. */
    static List<DatasetFile> missing(Path folder) {
        return Arrays.stream(DatasetFile.values())
                .filter(file -> find(folder, file).isEmpty())
                .toList();
    }

    /**
     * Reads all four files.
     *
     * @throws DataException if a file cannot be read, is malformed, has another SHA-256 than the origin gives, or does
     *     not fit the others
     */
    default Dataset read(DatasetOrigin origin) {
        Map<DatasetFile, String> digests = new EnumMap<>(DatasetFile.class);
        ImageSamples training = part(origin, DatasetFile.TRAINING_IMAGES, DatasetFile.TRAINING_LABELS, digests);
        ImageSamples test = part(origin, DatasetFile.TEST_IMAGES, DatasetFile.TEST_LABELS, digests);
        if (training.rows() != test.rows() || training.columns() != test.columns()) {
            throw new DataException(nameOf(DatasetFile.TRAINING_IMAGES) + " has images of " + training.rows() + " x "
                    + training.columns() + " pixels, but " + nameOf(DatasetFile.TEST_IMAGES) + " of " + test.rows()
                    + " x " + test.columns() + "; take both from the same data set");
        }
        return new Dataset(origin.name(), training, test, origin.classes(), digests);
    }

    private ImageSamples part(
            DatasetOrigin origin, DatasetFile imageFile, DatasetFile labelFile, Map<DatasetFile, String> digests) {
        IdxReader.Images images = reading(imageFile, in -> IdxReader.images(in, nameOf(imageFile), IdxReader.LIMIT));
        IdxReader.Labels labels =
                reading(labelFile, in -> IdxReader.labels(in, nameOf(labelFile), origin.classes(), IdxReader.LIMIT));
        if (images.pixels().length != labels.values().length) {
            throw new DataException(nameOf(imageFile) + " has " + images.pixels().length + " images, but "
                    + nameOf(labelFile) + " has " + labels.values().length
                    + " labels; take both from the same data set");
        }
        verify(origin, imageFile, images.sha256());
        verify(origin, labelFile, labels.sha256());
        digests.put(imageFile, images.sha256());
        digests.put(labelFile, labels.sha256());
        return new ImageSamples(images.rows(), images.columns(), images.pixels(), labels.values());
    }

    private <T> T reading(DatasetFile file, Function<InputStream, T> reader) {
        try (InputStream in = open(file)) {
            return reader.apply(in);
        } catch (IOException e) {
            throw new DataException(nameOf(file) + " cannot be read: " + DataException.reason(e), e);
        }
    }

    private void verify(DatasetOrigin origin, DatasetFile file, String actual) {
        String expected = origin.digests().get(file);
        if (!actual.equals(expected)) {
            throw new DataException(nameOf(file) + " is not the " + file.fileName() + " of " + origin.name()
                    + ": the SHA-256 of its decompressed content is " + actual + ", not " + expected
                    + ". Replace the file with the published one, or remove it; with several data sets under --data,"
                    + " give each a folder of its own name");
        }
    }
}
