package org.tarpon.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads scenario files (YAML 1.2, UTF-8, at most 1 MiB) into resolved scenarios.
 *
 * <p>Reading is strict, and safe on hostile input: whatever the bytes, the result is a scenario or an {@link
 * InvalidScenarioException} with all problems found. Checks of the network as a whole wait until its populations and
 * pathways are right by themselves.
 */
public final class ScenarioReader {
    private static final int LARGEST_FILE = 1 << 20;

    private ScenarioReader() {}

    /**
     * @param overrides of the form {@code key=value}: a dotted path, list elements by index from 0, and a YAML value;
     *     later ones win
     * @throws InvalidScenarioException also if the file is missing, unreadable, too large or not UTF-8
     */
    public static Scenario read(Path file, List<String> overrides) throws InvalidScenarioException {
        return read(file, overrides, note -> {});
    }

    /** As {@link #read(Path, List)}; {@code notes} is told of keys that are right but have no effect. */
    public static Scenario read(Path file, List<String> overrides, Consumer<Problem> notes)
            throws InvalidScenarioException {
        Problems problems = new Problems(file.toString());
        Node root = root(file, overrides, problems);
        Scenario scenario = interpret(root, problems);
        problems.notes().forEach(notes);
        return scenario;
    }

    /** As {@link #read(Path, List, Consumer)}, for any timing: {@code timing.mode} decides what the file describes. */
    public static Study readStudy(Path file, List<String> overrides, Consumer<Problem> notes)
            throws InvalidScenarioException {
        return readStudy(file, overrides, List.of(), notes);
    }

    /** @param folders whose files the scenario may read, beside those of its own */
    public static Study readStudy(Path file, List<String> overrides, List<Path> folders, Consumer<Problem> notes)
            throws InvalidScenarioException {
        Problems problems = new Problems(file.toString());
        Node root = root(file, overrides, problems);
        if (!CircuitReader.isCircuit(root)) {
            Scenario scenario = interpret(root, problems);
            problems.notes().forEach(notes);
            return scenario;
        }
        NamedFiles files = new NamedFiles(file.toAbsolutePath().normalize().getParent(), folders);
        CircuitScenario circuit = new CircuitReader(files, problems).read(root);
        problems.notes().forEach(notes);
        return circuit;
    }

    private static Node root(Path file, List<String> overrides, Problems problems) throws InvalidScenarioException {
        Optional<String> text = text(file, problems);
        problems.throwIfAny();
        return root(text.orElseThrow(), problems, file.toString(), overrides);
    }

    /** @param sourceName what problems call the text */
    public static Scenario parse(String text, String sourceName, List<String> overrides)
            throws InvalidScenarioException {
        Problems problems = new Problems(sourceName);
        return interpret(root(text, problems, sourceName, overrides), problems);
    }

    private static Scenario interpret(Node root, Problems problems) throws InvalidScenarioException {
        Stacks.expand(root, problems);
        Scenario scenario = new Interpreter(problems).interpret(root);
        problems.throwIfAny();
        return scenario;
    }

    /** The tree of nodes with the overrides in it. */
    static Node root(String text, Problems problems, String source, List<String> overrides)
            throws InvalidScenarioException {
        Optional<Node> root = YamlText.compose(text, source, problems);
        problems.throwIfAny();
        if (root.isEmpty()) {
            problems.add(source, "the file is empty", "a scenario", "");
            problems.throwIfAny();
        }
        for (String override : overrides) {
            Overrides.apply(override, root.orElseThrow(), problems);
        }
        return root.orElseThrow();
    }

    static Optional<String> text(Path file, Problems problems) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_FILE + 1);
        } catch (NoSuchFileException e) {
            problems.add(file.toString(), "there is no such file", "", "");
            return Optional.empty();
        } catch (AccessDeniedException e) {
            problems.add(file.toString(), "cannot be read: no permission", "", "");
            return Optional.empty();
        } catch (IOException e) {
            problems.add(file.toString(), "cannot be read: " + e.getMessage(), "", "");
            return Optional.empty();
        }
        if (bytes.length > LARGEST_FILE) {
            problems.add(file.toString(), "the file is too large for a scenario", "at most 1 MiB", "");
            return Optional.empty();
        }
        return decode(bytes, file, problems);
    }

    private static Optional<String> decode(byte[] bytes, Path file, Problems problems) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            problems.add(file.toString(), YamlText.line(decoded), YamlText.column(decoded), "not UTF-8");
            return Optional.empty();
        }
        return Optional.of(decoded);
    }
}
