package org.tarpon.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the embedded data set out of Fashion-MNIST: the first samples of each class, so that nobody has to trust a random
 * choice, dealt in turn (the first of class 0, of class 1, …, the second of class 0, …), so that every stretch of ten,
 * and with it the validation split at the end, is balanced.
 *
 * <p>To write the resources anew, from the project's folder:
 *
 * <pre>{@code
 * mvn -q test-compile
 * java -cp target/classes:target/test-classes org.tarpon.data.FashionMnistMini \
 *     src/main/resources/org/tarpon/data/fashion-mnist-mini
 * }</pre>
 *
 * It prints the digests that belong into {@link DatasetOrigin}.
 */
final class FashionMnistMini {
    private static final int TRAINING_PER_CLASS = 500;
    private static final int TEST_PER_CLASS = 100;

    private FashionMnistMini() {}

    /** The decompressed files of the small set. */
    static Map<DatasetFile, byte[]> files(Dataset full) {
        ImageSamples training = full.training();
        ImageSamples test = full.test();
        int[] chosenTraining = firstOfEachClass(training, full.classes(), TRAINING_PER_CLASS);
        int[] chosenTest = firstOfEachClass(test, full.classes(), TEST_PER_CLASS);
        Map<DatasetFile, byte[]> files = new EnumMap<>(DatasetFile.class);
        files.put(DatasetFile.TRAINING_IMAGES, images(training, chosenTraining));
        files.put(DatasetFile.TRAINING_LABELS, labels(training, chosenTraining));
        files.put(DatasetFile.TEST_IMAGES, images(test, chosenTest));
        files.put(DatasetFile.TEST_LABELS, labels(test, chosenTest));
        return files;
    }

    private static int[] firstOfEachClass(ImageSamples samples, int classes, int perClass) {
        int[][] chosen = new int[perClass][classes];
        int[] taken = new int[classes];
        for (int sample = 0; sample < samples.count(); sample++) {
            int label = samples.label(sample);
            if (taken[label] < perClass) {
                chosen[taken[label]++][label] = sample;
            }
        }
        return Stream.of(chosen).flatMapToInt(IntStream::of).toArray();
    }

    private static byte[] images(ImageSamples samples, int[] chosen) {
        return Idx.images(
                samples.rows(),
                samples.columns(),
                IntStream.of(chosen).mapToObj(samples::pixels).toArray(byte[][]::new));
    }

    private static byte[] labels(ImageSamples samples, int[] chosen) {
        return Idx.labels(IntStream.of(chosen).map(samples::label).toArray());
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        DatasetLoader loader = new DatasetLoader(DataEnvironment.ofThisProcess(Optional.empty()), System.err::println);
        for (Map.Entry<DatasetFile, byte[]> file :
                files(loader.load(KnownDataset.FASHION_MNIST)).entrySet()) {
            Files.write(target.resolve(file.getKey().gzipName()), Idx.gzip(file.getValue()));
            System.out.println(file.getKey() + " " + Idx.sha256(file.getValue()));
        }
    }
}
