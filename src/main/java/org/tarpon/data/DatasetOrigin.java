package org.tarpon.data;

import static org.tarpon.data.DatasetFile.TEST_IMAGES;
import static org.tarpon.data.DatasetFile.TEST_LABELS;
import static org.tarpon.data.DatasetFile.TRAINING_IMAGES;
import static org.tarpon.data.DatasetFile.TRAINING_LABELS;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a data set comes from, and how its files are known to be the right ones.
 *
 * @param name its name in scenarios, and that of its folder
 * @param classes the number of classes
 * @param digests SHA-256 of each decompressed file, in lower-case hexadecimal
 * @param embedded whether its files are resources of this package, in a folder of its name
 * @param systemFolder where a package of the system installs it, relative to the file system's root
 * @param acquisitions the ways of getting it, in the order in which to try them
 */
record DatasetOrigin(
        String name,
        int classes,
        Map<DatasetFile, String> digests,
        boolean embedded,
        Optional<String> systemFolder,
        List<Acquisition> acquisitions) {
    private static final String DEBIAN_FOLDER = "usr/share/datasets/fashion-mnist";

    DatasetOrigin {
        digests = Map.copyOf(digests);
        acquisitions = List.copyOf(acquisitions);
    }

    static DatasetOrigin of(KnownDataset set) {
        return switch (set) {
            case N_MNIST, SHD -> throw new IllegalArgumentException(set.key() + " is read from where the user has it");
            case FASHION_MNIST_MINI ->
                new DatasetOrigin(
                        set.key(),
                        set.classes(),
                        Map.of(
                                TRAINING_IMAGES, "6d9108cd96daa180eec7fb5cf567b914fa03251b99835f286cfcaa5f2f29cab0",
                                TRAINING_LABELS, "e18e6fe44bbeb980f85a745210a0a269a8bb7b98201e0f223576115fd7d5dc6c",
                                TEST_IMAGES, "c3db0aba26bbee2c4e140eeb7cc0c0aa8c78ca8883cb55c705307f1e83f145c9",
                                TEST_LABELS, "66e4c6deb5f2a061f7d8cd5ec53025fdb9dabb08265e449acb8cf64b8cd36cac"),
                        true,
                        Optional.empty(),
                        List.of());
            // Zalando Research publishes the files in a bucket and in its repository.
            case FASHION_MNIST ->
                new DatasetOrigin(
                        set.key(),
                        set.classes(),
                        Map.of(
                                TRAINING_IMAGES, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                                TRAINING_LABELS, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                                TEST_IMAGES, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                                TEST_LABELS, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
                        false,
                        Optional.of(DEBIAN_FOLDER),
                        List.of(
                                new DebianPackage("dataset-fashion-mnist", DEBIAN_FOLDER),
                                HttpMirror.at("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"),
                                HttpMirror.at(
                                        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")));
            // The copies that TensorFlow Datasets and torchvision download.
            case MNIST ->
                new DatasetOrigin(
                        set.key(),
                        set.classes(),
                        Map.of(
                                TRAINING_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                                TRAINING_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                                TEST_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                                TEST_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
                        false,
                        Optional.empty(),
                        List.of(
                                HttpMirror.at("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                                HttpMirror.at("https://ossci-datasets.s3.amazonaws.com/mnist/")));
        };
    }
}
