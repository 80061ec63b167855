package org.tarpon.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of one run: {@code scenario.yaml} (resolved), {@code metrics.jsonl}, {@code checkpoints/}, {@code
 * result.json}, and recorded spikes.
 */
public final class RunDirectory {
    private static final Pattern CHECKPOINT = Pattern.compile("epoch-(\\d{6})\\.tarpon");

    private final Path root;

    private RunDirectory(Path root) {
        this.root = root;
    }

    /**
     * Makes a run directory of a folder that is empty or not there yet.
     *
     * @param scenario the resolved scenario
     * @throws IOException if the folder is in use, with a message for the reader
     */
    public static RunDirectory create(Path root, String scenario) throws IOException {
        if (Files.exists(root)) {
            if (!Files.isDirectory(root)) {
                throw new IOException(root + " is a file; give a folder with --out");
            }
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(
                            root + " is not empty; give another folder with --out, or go on there with run --resume "
                                    + root);
                }
            }
        }
        Files.createDirectories(root.resolve("checkpoints"));
        RunDirectory directory = new RunDirectory(root);
        AtomicFile.write(directory.scenario(), scenario);
        return directory;
    }

    /**
     * Opens the directory of an earlier run.
     *
     * @throws IOException if it is none, with a message for the reader
     */
    public static RunDirectory open(Path root) throws IOException {
        RunDirectory directory = new RunDirectory(root);
        if (!Files.isRegularFile(directory.scenario())) {
            throw new IOException(root + " is not the directory of a run: it holds no scenario.yaml");
        }
        return directory;
    }

    public Path root() {
        return root;
    }

    public Path scenario() {
        return root.resolve("scenario.yaml");
    }

    public Path result() {
        return root.resolve("result.json");
    }

    public Path metrics() {
        return root.resolve("metrics.jsonl");
    }

    /** Where recorded spikes go. */
    public Path spikes() {
        return root.resolve("spikes.csv");
    }

    /** Appends one line and forces it to the disk. */
    public void appendMetrics(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(metrics(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    /** The last line of the metrics. */
    public String lastMetrics() throws IOException {
        List<String> lines = Files.readAllLines(metrics());
        return lines.get(lines.size() - 1);
    }

    /** Cuts the metrics back to their first lines, one an epoch, so that a resumed run repeats none. */
    public void keepMetrics(int lines) throws IOException {
        List<String> present = Files.exists(metrics()) ? Files.readAllLines(metrics()) : List.of();
        if (present.size() < lines) {
            throw new IOException(metrics() + " has " + present.size() + " lines, but the checkpoint was taken after "
                    + lines + " epochs; the file was altered");
        }
        StringBuilder kept = new StringBuilder();
        for (String line : present.subList(0, lines)) {
            kept.append(line).append('\n');
        }
        AtomicFile.write(metrics(), kept.toString());
    }

    /** Writes a checkpoint and removes all but the newest. */
    public void save(Checkpoint checkpoint, int keep) throws IOException {
        checkpoint.write(root.resolve("checkpoints")
                .resolve(String.format(Locale.ROOT, "epoch-%06d.tarpon", checkpoint.epochs())));
        List<Path> all = checkpoints();
        for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
            Files.delete(old);
        }
    }

    /**
     * The newest checkpoint that is whole and belongs to the scenario.
     *
     * @param scenario digest that it must carry
     * @param complaints told of each one that cannot be used
     */
    public Optional<Checkpoint> newest(byte[] scenario, Consumer<String> complaints) throws IOException {
        for (Path file : checkpoints()) {
            try {
                Checkpoint checkpoint = Checkpoint.read(file);
                if (Arrays.equals(checkpoint.scenario(), scenario)) {
                    return Optional.of(checkpoint);
                }
                complaints.accept("checkpoint " + file + " belongs to another scenario; trying the one before");
            } catch (Checkpoint.DamagedException e) {
                complaints.accept(e.getMessage() + "; trying the one before");
            }
        }
        return Optional.empty();
    }

    /** Newest first. */
    private List<Path> checkpoints() throws IOException {
        Path folder = root.resolve("checkpoints");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            CHECKPOINT.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(RunDirectory::epochOf).reversed())
                    .toList();
        }
    }

    private static int epochOf(Path file) {
        Matcher matcher = CHECKPOINT.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
