package org.tarpon.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.tarpon.record.Checkpoint;
import org.tarpon.scenario.Connect;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Shape;

/** What the neurons after the input look for: their weights as pictures, from the newest checkpoint. */
final class FieldsSection implements Section {
    private static final int MOST = 48;
    private static final int PER_ROW = 12;
    private static final int GAP = 2;

    /** A checkpoint that is larger would take longer to read than a page may take. */
    private static final long MOST_BYTES = 512L << 20;

    @Override
    public String id() {
        return "fields";
    }

    @Override
    public String title() {
        return "Receptive fields";
    }

    @Override
    public void write(RunFiles run, Element section) {
        Optional<Scenario> scenario = run.learning();
        Optional<Scenario.Pathway> pathway = scenario.flatMap(FieldsSection::fromTheInput);
        if (pathway.isEmpty()) {
            return;
        }
        Optional<float[][]> weights = weights(run, pathway.get());
        if (weights.isEmpty()) {
            return;
        }
        float[][] rows = weights.get();
        Shape shape = shape(scenario.get(), pathway.get());
        int inputs = shape.height() * shape.width() * shape.channels();
        int neurons = rows.length == 0 ? 0 : rows[0].length;
        if (rows.length < inputs || neurons == 0) {
            run.miss("The checkpoint's weights do not have the shape of the scenario: no receptive fields.");
            return;
        }
        int shown = Math.min(MOST, neurons);
        String of = pathway.get().connect().type() == Connect.Type.ALL_TO_ALL ? "neurons" : "channels";
        Html.paragraph(
                section,
                "Weights from " + pathway.get().from() + " of the first " + shown + " of " + neurons + " " + of + " of "
                        + pathway.get().to()
                        + ", each scaled to its largest: blue excites, orange inhibits, white is 0.");
        Element figure = section.appendElement("figure").addClass("pixels");
        Picture.append(
                figure,
                Picture.png(fields(rows, shape, shown)),
                "Receptive fields of " + shown + " " + of + ", " + shape.height() + " by " + shape.width()
                        + " weights each, in rows of " + PER_ROW);
    }

    private static Optional<Scenario.Pathway> fromTheInput(Scenario scenario) {
        String source = scenario.populations().stream()
                .filter(population -> population.model() == Scenario.Model.SOURCE)
                .findFirst()
                .map(Scenario.Population::name)
                .orElse("");
        return scenario.feedforward().stream()
                .filter(pathway ->
                        pathway.from().equals(source) && pathway.connect().hasWeights())
                .findFirst();
    }

    /** A row for each place in the field, a column for each neuron. */
    private static Optional<float[][]> weights(RunFiles run, Scenario.Pathway pathway) {
        boolean withoutPhases = run.learning().orElseThrow().timing().mode() == Scenario.Mode.ASYNCHRONOUS;
        String name = pathway.from() + "-" + pathway.to();
        try {
            for (Path file : run.directory().checkpoints()) {
                if (Files.size(file) > MOST_BYTES) {
                    run.miss("The checkpoint is too large to draw receptive fields from.");
                    return Optional.empty();
                }
                Object rows = Checkpoint.read(file).evaluated(name);
                return rows instanceof float[][] weights
                        ? Optional.of(withoutPhases ? transposed(weights) : weights)
                        : Optional.empty();
            }
            run.miss("There is no checkpoint, and so there are no receptive fields.");
        } catch (IOException e) {
            run.miss("The newest checkpoint cannot be read, so that there are no receptive fields: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Learning without phases keeps a row for each neuron, then one of biases and one of means. */
    private static float[][] transposed(float[][] rows) {
        int neurons = Math.max(0, rows.length - 2);
        float[][] fields = new float[neurons == 0 ? 0 : rows[0].length][neurons];
        for (int k = 0; k < fields.length; k++) {
            for (int neuron = 0; neuron < neurons; neuron++) {
                fields[k][neuron] = rows[neuron][k];
            }
        }
        return fields;
    }

    /** What one neuron, or channel, sees. */
    private static Shape shape(Scenario scenario, Scenario.Pathway pathway) {
        Scenario.Population source = scenario.populations().stream()
                .filter(population -> population.name().equals(pathway.from()))
                .findFirst()
                .orElseThrow();
        Shape grid = scenario.shape(source).orElse(new Shape(1, source.size(), 1));
        return pathway.connect().type() == Connect.Type.ALL_TO_ALL
                ? grid
                : new Shape(pathway.connect().height(), pathway.connect().width(), grid.channels());
    }

    /** Of several channels the first. */
    private static BufferedImage fields(float[][] rows, Shape shape, int shown) {
        int down = (shown + PER_ROW - 1) / PER_ROW;
        int across = Math.min(PER_ROW, shown);
        BufferedImage image = new BufferedImage(
                across * (shape.width() + GAP) - GAP, down * (shape.height() + GAP) - GAP, BufferedImage.TYPE_INT_ARGB);
        for (int neuron = 0; neuron < shown; neuron++) {
            int left = neuron % PER_ROW * (shape.width() + GAP);
            int top = neuron / PER_ROW * (shape.height() + GAP);
            int pixels = shape.height() * shape.width();
            float largest = Float.MIN_NORMAL;
            for (int k = 0; k < pixels; k++) {
                largest = Math.max(largest, Math.abs(rows[k][neuron]));
            }
            for (int k = 0; k < pixels; k++) {
                image.setRGB(left + k % shape.width(), top + k / shape.width(), colour(rows[k][neuron] / largest));
            }
        }
        return image;
    }

    /** From orange by white to blue, −1 to 1; both ends are told apart by people who do not see all colours. */
    private static int colour(float value) {
        float away = Math.abs(value);
        int[] end = value > 0 ? new int[] {0, 84, 159} : new int[] {196, 78, 0};
        int colour = 0xFF;
        for (int channel : end) {
            colour = colour << 8 | Math.round(247 + away * (channel - 247));
        }
        return colour;
    }
}
