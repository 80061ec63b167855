package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.data.KnownDataset;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.SpikeTrains;
import org.tarpon.scenario.CircuitScenario.Rate;
import org.tarpon.scenario.CircuitScenario.Selection;
import org.tarpon.scenario.Stimulus.Given;
import org.tarpon.scenario.Stimulus.Images;
import org.tarpon.scenario.Stimulus.Part;
import org.tarpon.scenario.Stimulus.Varying;

/** What sources of a circuit send, and which neurons are recorded when. */
class StimulusReaderTest {
    private static final String TEXT =
            """
            tarpon: 1
            name: sources
            data: {set: fashion-mnist-mini}
            timing: {mode: asynchronous, warm-up: 200 ms, duration: 1 s}
            populations:
              wave: {size: 20, model: poisson, rate: {type: sinusoid, mean: 20 Hz, amplitude: 0.01 kHz, frequency: 5 Hz}}
              steps: {size: 20, model: poisson, rate: {type: steps, steps: [{from: 0 ms, rate: 5 Hz}, {from: 1 s, rate: 0 Hz}]}}
              retina: {size: 784, model: poisson, rate: {type: images, samples: [7, 0..2], presentation: 100 ms, maximum: 80 Hz}}
              given: {size: 4, model: spike-trains, spikes: {0: [1.5 ms, 3 ms], 3: [0 s]}}
              played: {size: 4, model: spike-trains, file: spikes.csv}
              recorded: {size: 4, model: spike-trains, file: run/spikes.csv, of: retina}
              coin: {size: 10, model: glauber, tau: 10 ms}
            record:
              spikes: [wave, {of: retina, neurons: [3, 10..20], to: 500 ms}]
              counts: [{of: coin, from: 1 s}]
              rates: {left: {of: retina, neurons: 0..13}, late: {of: wave, from: 1 s, to: 1.1 s}}
              from: 300 ms
              to: 900 ms
              activity: [coin]
            expect:
              - {metric: rate.left, at-least: 1}
              - {metric: rate.wave, at-least: 1}
            """;

    @TempDir
    private Path folder;

    private CircuitScenario read(String text, String... overrides) throws InvalidScenarioException, IOException {
        return read(text, new ArrayList<>(), overrides);
    }

    private CircuitScenario read(String text, List<String> notes, String... overrides)
            throws InvalidScenarioException, IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("spikes.csv"), "time_ms,neuron\n1,2\n2.5,0\n");
        Files.writeString(folder.resolve("run/spikes.csv"), "time_ns,population,output,neuron,sign\n7,retina,0,3,1\n");
        Path file = Files.writeString(folder.resolve("sources.yaml"), text);
        return (CircuitScenario) ScenarioReader.readStudy(file, List.of(overrides), note -> notes.add(note.toString()));
    }

    private static Stimulus stimulus(CircuitScenario circuit, int population) {
        return circuit.populations().get(population).stimulus().orElseThrow();
    }

    @Test
    void readsWhatTheFileSaysAndFillsInTheRest() throws InvalidScenarioException, IOException {
        CircuitScenario circuit = read(TEXT);
        assertEquals(Optional.of(KnownDataset.FASHION_MNIST_MINI), circuit.data());
        assertEquals(new Varying(new RateProfile.Sinusoidal(20, 10, 5, 0)), stimulus(circuit, 0));
        assertEquals(
                new Varying(new RateProfile.Piecewise(new long[] {0, 1_000_000_000}, new double[] {5, 0})),
                stimulus(circuit, 1));
        assertEquals(
                new Images(Part.TEST, List.of(new Range(7, 7), new Range(0, 2)), 100_000_000, 0, 80),
                stimulus(circuit, 2));
        assertEquals(
                new Given(
                        new SpikeTrains(new long[][] {{1_500_000, 3_000_000}, {}, {}, {0}}),
                        Optional.empty(),
                        Optional.empty(),
                        1),
                stimulus(circuit, 3));
        Path run = folder.toAbsolutePath();
        assertEquals(
                new Given(
                        new SpikeTrains(new long[][] {{2_500_000}, {}, {1_000_000}, {}}),
                        Optional.of(run.resolve("spikes.csv").toString()),
                        Optional.empty(),
                        1),
                stimulus(circuit, 4));
        assertEquals(
                new Given(
                        new SpikeTrains(new long[][] {{}, {}, {}, {7}}),
                        Optional.of(run.resolve("run/spikes.csv").toString()),
                        Optional.of("retina"),
                        1),
                stimulus(circuit, 5));
        CircuitScenario.Recording recording = circuit.recording();
        long end = 1_200_000_000;
        assertEquals(
                List.of(
                        new Selection("wave", List.of(new Range(0, 19)), 0, end),
                        new Selection("retina", List.of(new Range(3, 3), new Range(10, 20)), 0, 500_000_000)),
                recording.spikes(),
                "with the warm-up");
        assertEquals(List.of(new Selection("coin", List.of(new Range(0, 9)), 1_000_000_000, end)), recording.counts());
        assertEquals(
                List.of(
                        new Rate("left", new Selection("retina", List.of(new Range(0, 13)), 200_000_000, end)),
                        new Rate(
                                "late",
                                new Selection("wave", List.of(new Range(0, 19)), 1_000_000_000, 1_100_000_000))),
                recording.rates());
        assertEquals(300_000_000, recording.fromNanos());
        assertEquals(900_000_000, recording.toNanos());
    }

    @Test
    void whatIsWrittenReadsTheSame() throws InvalidScenarioException, IOException {
        CircuitScenario circuit = read(TEXT);
        String written = CircuitWriter.write(circuit);
        assertEquals(circuit, read(written));
        assertEquals(written, CircuitWriter.write(read(written)));
    }

    @Test
    void aDataSetThatNobodyShowsIsNotedAndLeftOut() throws InvalidScenarioException, IOException {
        List<String> notes = new ArrayList<>();
        CircuitScenario circuit = read(
                TEXT, notes, "populations.retina={size: 784, model: spike-trains, file: run/spikes.csv, of: retina}");
        assertEquals(Optional.empty(), circuit.data());
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).endsWith("sources.yaml:3:1: `data` has no effect: no population shows images"));
        assertFalse(CircuitWriter.write(circuit).contains("data:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            populations.wave.rate.amplitude=21 Hz | `populations.wave.rate.amplitude` exceeds `mean`, so that the rate would become negative; allowed: at most 20.0 Hz
            populations.wave.rate.amplitude=-1 Hz | `populations.wave.rate.amplitude` is out of range: `-1 Hz`
            populations.wave.rate.mean=-20 Hz     | `populations.wave.rate.mean` is out of range: `-20 Hz`
            populations.wave.rate.mean=.nan Hz    | `populations.wave.rate.mean` is not a number with a unit: `.nan Hz`
            populations.wave.rate.mean=20         | `populations.wave.rate.mean` has no unit: `20`
            populations.wave.rate.phase=.inf      | `populations.wave.rate.phase` is not finite: `.inf`
            populations.wave.rate.type=sinusiod   | `populations.wave.rate.type` is unknown: `sinusiod`; allowed: steps, sinusoid, images; did you mean `sinusoid`?
            populations.wave.rate.period=1 s      | unknown key `period` in `populations.wave.rate`; allowed: type, mean, amplitude, frequency, phase
            populations.wave.rate={}              | `populations.wave.rate.type` is missing
            populations.wave.rate=1000001 kHz     | `populations.wave.rate` is out of range
            populations.steps.rate.steps=[]       | there are no steps; allowed: at least one
            populations.steps.rate={type: steps}  | `populations.steps.rate.steps` is missing
            populations.steps.rate.steps.1.from=0 s | `populations.steps.rate.steps.1.from` does not come after the step before, which is from 0 ms
            populations.steps.rate.steps.1.rate=-1 Hz | `populations.steps.rate.steps.1.rate` is out of range
            populations.retina.rate.samples=1000  | `populations.retina.rate.samples` is out of range: `1000`; allowed: numbers from 0 to 999
            populations.retina.rate.samples=3..1  | did you mean `1..3`?
            populations.retina.rate.samples=[]    | there are no samples
            populations.retina.rate.samples=x     | is no number and no range: `x`
            populations.retina.rate.part=validation | allowed: training, test
            populations.retina.rate.presentation=0 s | `populations.retina.rate.presentation` is out of range
            populations.retina.rate.blank=-1 ms   | `populations.retina.rate.blank` is out of range
            populations.retina.rate.maximum=-1 Hz | `populations.retina.rate.maximum` is out of range
            populations.retina.size=783           | `populations.retina.size` is 783, but images of fashion-mnist-mini have 784 pixels
            data={}                               | `data.set` is missing
            data.set=mnist-mini                   | `data.set` is unknown: `mnist-mini`
            data.validation=5                     | unknown key `validation` in `data`; allowed: set
            populations.given.spikes.4=[1 ms]     | `populations.given.spikes` names a neuron that does not exist: `4`; allowed: numbers from 0 to 3
            populations.given.spikes.first=[1 ms] | names a neuron that does not exist: `first`
            populations.given.spikes.0=[1 ms, 1 ms] | `populations.given.spikes.0` does not ascend: 1 ms follows 1 ms
            populations.given.spikes.0=[2 ms, 1 ms] | `populations.given.spikes.0` does not ascend: 1 ms follows 2 ms
            populations.given.spikes.0=[-1 ms]    | `populations.given.spikes.0.0` is out of range: `-1 ms`
            populations.given.spikes.0=[.nan]     | `populations.given.spikes.0.0` is not a number with a unit: `.nan`
            populations.given.spikes.0=1 ms       | `populations.given.spikes.0` is not a list
            populations.given.rate=5 Hz           | unknown key `rate` in `populations.given`; allowed: size, model, spikes, file, of, first-sender
            populations.given.of=retina           | `populations.given.of` goes with `file`, which is not there
            populations.given.file=spikes.csv     | `populations.given.spikes` does not go with `file`
            populations.given={size: 4, model: spike-trains} | `populations.given.spikes` is missing
            populations.played.file=none.csv      | `populations.played.file` cannot be read: `none.csv`; allowed: a file, by its path from the scenario's folder
            populations.played.file=              | `populations.played.file` has no value
            populations.played.size=2             | spikes.csv:2:3: there is no neuron 2; the population has 2, counted from 0
            populations.played.of=retina          | spikes.csv:1:1: there are no populations in this file
            populations.recorded.of=retin         | spikes.csv: there is no spike of a population retin in it
            populations.recorded={size: 4, model: spike-trains, file: run/spikes.csv} | spikes.csv:1:1: recorded spikes are those of several populations
            pathways=[{from: coin, to: wave, weights: 1}] | neurons of wave take no input
            record.spikes=[wave, {of: wave, neurons: 3}] | `wave` is listed twice
            record.spikes=[{neurons: 3}]          | `record.spikes.0.of` is missing
            record.spikes=[{of: wav}]             | did you mean `wave`?
            record.spike-format=[csv, csv]        | `csv` is listed twice
            record.spike-format=hdf5              | `record.spike-format` is unknown: `hdf5`; allowed: csv, nest, sonata
            record.spike-format=[]                | no format is listed
            record={spike-format: nest}           | `record.spike-format` goes with `spikes`, which is not there
            populations.given.first-sender=7      | `populations.given.first-sender` goes with `file`, which is not there
            populations.recorded.first-sender=7   | `populations.recorded.first-sender` goes with a file of NEST
            record.spikes=[{of: wave, neurons: 20}] | `record.spikes.0.neurons` is out of range: `20`; allowed: numbers from 0 to 19
            record.spikes=[{of: wave, neurons: [1..3, 2]}] | neuron 2 is named twice
            record.spikes=[{of: wave, neurons: []}] | `record.spikes.0.neurons` names no neuron
            record.counts=[{of: wave, to: 2 s}]   | `record.counts.0.to` is out of range: `2 s`; allowed: a time with its unit, from 0 ms to 1200 ms
            record.counts=[{of: wave, from: 5 ms, to: 5 ms}] | `record.counts.0.to` leaves no time from 5 ms to 5 ms
            record.counts=[{of: wave, from: 1200 ms}] | `record.counts.0.from` leaves no time
            record.counts=wave                    | `record.counts` is not a list
            record.rates.wave={of: coin}          | a rate cannot be called `wave`, which is a population
            record.rates=[wave]                   | `record.rates` is not a section
            record.from=100 ms                    | `record.from` is out of range: `100 ms`; allowed: a time with its unit, from 200 ms to 1200 ms
            record.to=250 ms                      | `record.to` leaves no time from 300 ms to 250 ms
            record.every=700 ms                   | `record.every` is longer than the time in which states are sampled
            expect.0.metric=rate.right            | `expect.0.metric` is unknown: `rate.right`
            """)
    void whatIsWrongIsSaid(String override, String expected) throws IOException {
        String without = override.startsWith("expect") ? TEXT : TEXT.replaceAll("(?s)expect:.*", "");
        try {
            read(without, override);
        } catch (InvalidScenarioException e) {
            assertTrue(
                    e.problems().stream().anyMatch(problem -> problem.toString().contains(expected)), e.getMessage());
            return;
        }
        throw new AssertionError("it was read");
    }

    @Test
    void imagesNeedADataSet() throws IOException {
        try {
            read(TEXT.replaceAll("data: .*\n", ""));
        } catch (InvalidScenarioException e) {
            assertEquals(1, e.problems().size(), e.getMessage());
            assertTrue(
                    e.getMessage()
                            .contains("sources.yaml:7:52: `populations.retina.rate.type` is `images`, but there is no"
                                    + " `data.set` to take them from; allowed: a data set, such as"),
                    e.getMessage());
            return;
        }
        throw new AssertionError("it was read");
    }

    /** Whatever is in place of a value, there are problems and no exceptions. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "x", "[x, [y]]", "{type: x}", "{of: [1]}", "1", "null", "{x: {y: z}}"})
    void strangeValuesAreProblems(String value) throws IOException {
        for (String key : List.of(
                "data",
                "data.set",
                "populations.wave.rate",
                "populations.wave.rate.type",
                "populations.steps.rate.steps",
                "populations.steps.rate.steps.0",
                "populations.steps.rate.steps.0.from",
                "populations.retina.rate.samples",
                "populations.retina.rate.presentation",
                "populations.given.spikes",
                "populations.given.spikes.0",
                "populations.given.size",
                "populations.played.file",
                "populations.recorded.of",
                "record.spikes",
                "record.spikes.1",
                "record.spikes.1.neurons",
                "record.counts",
                "record.rates",
                "record.rates.left",
                "record.rates.left.of",
                "record.rates.left.from",
                "record.from",
                "record.to")) {
            try {
                read(TEXT, key + "=" + value);
            } catch (InvalidScenarioException e) {
                assertFalse(e.problems().isEmpty());
            }
        }
    }
}
