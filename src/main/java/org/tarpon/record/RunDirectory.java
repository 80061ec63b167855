package org.tarpon.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The directory of one run: {@code scenario.yaml} (resolved), {@code metrics.jsonl}, {@code checkpoints/}, {@code
 * result.json}, recorded spikes, and a {@code .lock} that a run holds while it writes here.
 */
public final class RunDirectory {
    private static final String SCENARIO = "scenario.yaml";
    private static final String CHECKPOINTS = "checkpoints";

    /** The folder is not what the user took it for; the message says what to do. */
    public static final class UnusableException extends IOException {
        private static final long serialVersionUID = 1L;

        public UnusableException(String message) {
            super(message);
        }
    }

    private final Path root;

    private RunDirectory(Path root) {
        this.root = root;
    }

    /**
     * Makes a run directory of a folder that is empty or not there yet.
     *
     * @param scenario the resolved scenario
     * @throws UnusableException if the folder is in use
     */
    public static RunDirectory create(Path root, String scenario) throws IOException {
        if (Files.exists(root)) {
            if (!Files.isDirectory(root)) {
                throw new UnusableException(root + " is a file; give a folder with --out");
            }
            // What is left of a run that was killed before it had begun is nothing.
            Path begun = AtomicFile.temporary(root.resolve(SCENARIO));
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.anyMatch(entry -> !entry.equals(begun))) {
                    throw new UnusableException(
                            root + " is not empty; give another folder with --out, or go on there with run --resume "
                                    + root);
                }
            }
        }
        Files.createDirectories(root);
        return fill(root, scenario);
    }

    /** Makes a run directory that nobody has, {@code name} or else {@code name-2} and so on. */
    public static RunDirectory createNew(Path parent, String name, String scenario) throws IOException {
        Files.createDirectories(parent);
        for (int i = 1; ; i++) {
            Path root = parent.resolve(i == 1 ? name : name + "-" + i);
            try {
                // Fails if another process was quicker, so that two runs never share a folder.
                return fill(Files.createDirectory(root), scenario);
            } catch (FileAlreadyExistsException e) {
                // The next name, then.
            }
        }
    }

    private static RunDirectory fill(Path root, String scenario) throws IOException {
        RunDirectory directory = new RunDirectory(root);
        AtomicFile.write(directory.scenario(), scenario);
        return directory;
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @throws UnusableException if it is none
     */
    public static RunDirectory open(Path root) throws IOException {
        RunDirectory directory = new RunDirectory(root);
        if (!Files.isRegularFile(directory.scenario())) {
            throw new UnusableException(root + " is not the directory of a run: it holds no scenario.yaml");
        }
        return directory;
    }

    /**
     * Keeps other runs out of the folder until it is closed or the process ends, however it ends.
     *
     * @throws UnusableException if another run has it
     */
    public Closeable lock() throws IOException {
        return lock(root);
    }

    /**
     * As {@link #lock()}, for a folder of any kind.
     *
     * @throws UnusableException if somebody has it
     */
    public static Closeable lock(Path root) throws IOException {
        Path file = root.resolve(".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another run of this process.
        }
        channel.close();
        throw new UnusableException(root + " is in use by another run; wait until it ends, or stop it");
    }

    public Path root() {
        return root;
    }

    public Path scenario() {
        return root.resolve(SCENARIO);
    }

    public Path result() {
        return root.resolve("result.json");
    }

    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /** Writes down that the run is another one from now on. */
    public void replaceScenario(String scenario) throws IOException {
        AtomicFile.write(scenario(), scenario);
    }

    /** Where recorded spikes go as CSV. */
    public Path spikes() {
        return root.resolve("spikes.csv");
    }

    /** Where recorded spikes go as SONATA has them. */
    public Path sonataSpikes() {
        return root.resolve("spikes.h5");
    }

    /** Where those of one train go as NEST has them. */
    public Path nestSpikes(String train) {
        return root.resolve("spikes-" + train + ".dat");
    }

    /** Where sampled fractions of active neurons go. */
    public Path activity() {
        return root.resolve("activity.csv");
    }

    /** Where counts of spikes by neuron go. */
    public Path counts() {
        return root.resolve("counts.csv");
    }

    /** Where the answers of the last evaluation go. */
    public Path evaluation() {
        return root.resolve("evaluation.json");
    }

    /** Where the messages of one presentation go. */
    public Path presentation() {
        return root.resolve("presentation.csv");
    }

    /** Where the page for people goes. */
    public Path report() {
        return root.resolve("report.html");
    }

    /** Where a grid of pictures goes. */
    public Path pictures(String name) {
        return root.resolve(name + ".png");
    }

    /** Appends a line, which ends in a line feed, and forces it to the disk. */
    public void appendMetrics(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(metrics(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw AtomicFile.withFile(metrics(), e);
        }
    }

    /**
     * Makes the metrics what they were at a checkpoint, so that a resumed run neither repeats nor misses a line.
     *
     * @return false if the file did not begin so, because somebody altered it
     */
    public boolean restoreMetrics(String text) throws IOException {
        String present = Files.exists(metrics()) ? Files.readString(metrics(), StandardCharsets.ISO_8859_1) : "";
        AtomicFile.write(metrics(), text);
        return present.startsWith(text);
    }

    /** Writes a checkpoint and removes all but the newest. */
    public void save(Checkpoint checkpoint, int keep) throws IOException {
        Path folder = Files.createDirectories(root.resolve(CHECKPOINTS));
        checkpoint.write(folder.resolve(checkpoint.place().fileName()));
        List<Path> all = checkpoints();
        for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
            Files.delete(old);
        }
    }

    /** Removes what a killed run had not finished writing; to be called by who has the lock. */
    public void sweep() throws IOException {
        for (Path folder : List.of(root, root.resolve(CHECKPOINTS))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path unfinished : entries.filter(AtomicFile::isTemporary).toList()) {
                    Files.delete(unfinished);
                }
            }
        }
    }

    /**
     * The newest checkpoint that is whole.
     *
     * @param scenario digest of what the run does, which it must carry
     * @param complaints told of each one that cannot be used
     * @throws UnusableException if it belongs to another scenario: going on, or beginning anew where another run has
     *     its files, would mix the two
     */
    public Optional<Checkpoint> newest(byte[] scenario, Consumer<String> complaints) throws IOException {
        for (Path file : checkpoints()) {
            Checkpoint checkpoint;
            try {
                checkpoint = Checkpoint.read(file);
            } catch (IOException e) {
                complaints.accept("checkpoint " + file + " cannot be used: " + e.getMessage());
                continue;
            }
            if (!Arrays.equals(checkpoint.scenario(), scenario)) {
                throw new UnusableException(file + " belongs to another scenario than " + scenario()
                        + ", which was altered since; put it back as it was, or give it to run as FILE to begin anew");
            }
            return Optional.of(checkpoint);
        }
        return Optional.empty();
    }

    /** The newest checkpoint by name, whole or not. */
    public Optional<Path> newestFile() {
        try {
            return checkpoints().stream().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All checkpoints by name, whole or not, the newest first. */
    public List<Path> checkpoints() throws IOException {
        Path folder = root.resolve(CHECKPOINTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> place(file).isPresent())
                    .sorted(Comparator.comparing((Path file) -> place(file).orElseThrow())
                            .reversed())
                    .toList();
        }
    }

    private static Optional<Checkpoint.Place> place(Path file) {
        return Checkpoint.Place.ofFile(file.getFileName().toString());
    }
}
