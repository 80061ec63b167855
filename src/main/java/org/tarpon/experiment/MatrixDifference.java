package org.tarpon.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tarpon.experiment.KeptState.Matrix;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Scenario;

/** The first value that is not the same to the bit in two lists of matrices, as checkpoints hold them. */
record MatrixDifference(String matrix, int row, int column, float first, float second) {
    private static final String MEMORY = " memory ";

    /**
     * Looks at weights first, and at optimisers' memory after them as far as both have the same.
     *
     * @param second with the weights of the first
     */
    static Optional<MatrixDifference> between(List<Matrix> first, List<Matrix> second) {
        return Stream.of(false, true)
                .flatMap(memory -> first.stream().filter(matrix -> isMemory(matrix) == memory))
                .flatMap(one -> second.stream()
                        .filter(other -> shape(one).equals(shape(other)))
                        .flatMap(other -> between(one, other).stream()))
                .findFirst();
    }

    private static Optional<MatrixDifference> between(Matrix first, Matrix second) {
        for (int i = 0; i < first.rows().length; i++) {
            float[] one = first.rows()[i];
            float[] other = second.rows()[i];
            int j = Arrays.mismatch(one, other);
            if (j >= 0) {
                return Optional.of(new MatrixDifference(first.name(), i, j, one[j], other[j]));
            }
        }
        return Optional.empty();
    }

    /** Whether two lists have weights of the same names and sizes. */
    static boolean comparable(List<Matrix> first, List<Matrix> second) {
        return weights(first).equals(weights(second));
    }

    private static List<String> weights(List<Matrix> matrices) {
        return matrices.stream()
                .filter(matrix -> !isMemory(matrix))
                .map(MatrixDifference::shape)
                .toList();
    }

    private static boolean isMemory(Matrix matrix) {
        return matrix.name().contains(MEMORY);
    }

    /** The pathway of which a matrix is the weights or what an optimiser remembers. */
    static String pathway(String matrix) {
        int end = matrix.indexOf(MEMORY);
        return end < 0 ? matrix : matrix.substring(0, end);
    }

    /** Name and lengths of rows. */
    private static String shape(Matrix matrix) {
        return matrix.name()
                + Arrays.toString(
                        Arrays.stream(matrix.rows()).mapToInt(row -> row.length).toArray());
    }

    /** Adds pathway and neurons, as far as rows of matrices are those of neurons. */
    void describe(Scenario scenario, Map<String, Object> where) {
        String name = pathway(matrix);
        where.put("pathway", name);
        Optional<Scenario.Pathway> pathway = Stream.concat(
                        scenario.feedforward().stream(), scenario.feedback().stream())
                .filter(candidate -> name.equals(candidate.from() + "-" + candidate.to())
                        && candidate.connect().type() == Connect.Type.ALL_TO_ALL)
                .findFirst();
        // Learning without phases keeps the weights of one postsynaptic neuron in a row, volley timing of a
        // presynaptic.
        boolean byPost = scenario.learning().phaseFree().isPresent();
        int neurons = pathway.map(found -> size(scenario, byPost ? found.to() : found.from()))
                .orElse(0);
        if (row < neurons) {
            where.put("from", byPost ? column : row);
            where.put("to", byPost ? row : column);
        } else if (pathway.isPresent()) {
            where.put(row == neurons ? "bias of" : "mean trace of", column);
        } else {
            where.put("row", row);
            where.put("column", column);
        }
        if (name.length() < matrix.length()) {
            where.put("optimiser memory", Integer.valueOf(matrix.substring(name.length() + MEMORY.length())));
        }
    }

    private static int size(Scenario scenario, String population) {
        return scenario.populations().stream()
                .filter(candidate -> candidate.name().equals(population))
                .findFirst()
                .orElseThrow()
                .size();
    }
}
