package org.tarpon.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tarpon.data.ImageSamples;
import org.tarpon.record.AtomicFile;
import org.tarpon.record.RunDirectory;

/** What a network answered to each sample of an evaluation; threads write the answers of different samples. */
final class Answers {
    /** Mistakes that are kept with their picture. */
    private static final int WORST = 24;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int[] given;
    private final float[] scores; // of the answer; 0 where the network only votes
    private final float[] ofLabels; // the score of the right answer

    Answers(int samples) {
        given = new int[samples];
        scores = new float[samples];
        ofLabels = new float[samples];
    }

    int samples() {
        return given.length;
    }

    /**
     * @param score of the answer, a mean over all showings
     * @param ofLabel that of the right one
     */
    void set(int sample, int answer, float score, float ofLabel) {
        given[sample] = answer;
        scores[sample] = score;
        ofLabels[sample] = ofLabel;
    }

    /**
     * Writes {@code evaluation.json}: how often each label got each answer, and the mistakes in which the answer's score
     * exceeds the label's the most, each with its pixels.
     *
     * @param samples that were shown
     * @param epoch after which, from 1
     * @param passes showings of each sample
     * @param synapticEvents of all of them; 0 if they were not counted apart
     */
    void write(RunDirectory directory, ImageSamples samples, int classes, int epoch, int passes, long synapticEvents)
            throws IOException {
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < given.length; i++) {
            confusion[samples.label(i)][given[i]]++;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("epoch", epoch);
        json.put("samples", given.length);
        json.put("passes", passes);
        if (synapticEvents > 0) {
            json.put("synaptic_events", synapticEvents);
        }
        json.put("rows", samples.rows());
        json.put("columns", samples.columns());
        ArrayNode rows = json.putArray("confusion");
        for (int[] row : confusion) {
            ArrayNode cells = rows.addArray();
            for (int number : row) {
                cells.add(number);
            }
        }
        ArrayNode worst = json.putArray("worst");
        IntStream.range(0, given.length)
                .filter(i -> given[i] != samples.label(i))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> ofLabels[i] - scores[i]))
                .limit(WORST)
                .forEach(i -> {
                    ObjectNode mistake = worst.addObject();
                    mistake.put("sample", i);
                    mistake.put("label", samples.label(i));
                    mistake.put("answer", given[i]);
                    if (scores[i] != 0) {
                        EpochMetrics.put(mistake, "score", scores[i]);
                        EpochMetrics.put(mistake, "score_of_label", ofLabels[i]);
                    }
                    mistake.put("pixels", samples.pixels(i));
                });
        AtomicFile.write(directory.evaluation(), JSON.writeValueAsString(json) + "\n");
    }
}
