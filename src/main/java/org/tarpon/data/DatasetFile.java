package org.tarpon.data;

/** The four IDX files that make up a data set of the MNIST family, under the names that their publishers gave them. */
public enum DatasetFile {
    TRAINING_IMAGES("train-images-idx3-ubyte"),
    TRAINING_LABELS("train-labels-idx1-ubyte"),
    TEST_IMAGES("t10k-images-idx3-ubyte"),
    TEST_LABELS("t10k-labels-idx1-ubyte");

    private final String fileName;

    DatasetFile(String fileName) {
        this.fileName = fileName;
    }

    /** The name of the decompressed file. */
    public String fileName() {
        return fileName;
    }

    /** The name of the compressed file, as it is published. */
    public String gzipName() {
        return fileName + ".gz";
    }
}
