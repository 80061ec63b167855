package org.tarpon.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tarpon.circuit.Connectivity;
import org.tarpon.scenario.CircuitScenario.Delay;
import org.tarpon.scenario.CircuitScenario.Distribution;
import org.tarpon.scenario.CircuitScenario.Pathway;
import org.tarpon.scenario.CircuitScenario.Shape;

/** Scenario files of asynchronous neurons that do not learn. */
class CircuitReaderTest {
    private static final String TEXT =
            """
            tarpon: 1
            name: circuit
            timing: {mode: asynchronous, duration: 1 s}
            populations:
              source: {size: 20, model: poisson, rate: 0.5 kHz}
              lif: {size: 30, model: stochastic-lif, membrane: 20 ms, rate: 100 Hz, threshold: 10, softness: 2}
              coin: {size: 30, model: glauber, tau: 10 ms}
            pathways:
              - {from: source, to: lif, connect: {type: fixed-in-degree, degree: 5}, weights: 1.5, delay: 2 ms}
              - {from: lif, to: lif, connect: {type: bernoulli, probability: 0.1}, weights: {type: normal, mean: 0, deviation: 0.2}, delay: {type: lognormal, median: 1.5 ms, deviation: 0.3, minimum: 1 ms}}
              - {from: coin, to: coin, weights: {type: uniform, low: -0.1, high: 0.1}, procedural: true}
            record:
              spikes: [lif]
              every: 5 ms
              activity: [coin]
              states: [coin]
              covariances: [{of: coin, average: populations, lags: [-5 ms, 0 s, 10 ms]}]
            expect:
              - {metric: rate.lif, at-least: 1}
              - {metric: covariance.coin-coin.-5ms, at-most: 1}
              - {metric: state.1, at-most: 1}
            """;

    @TempDir
    private Path folder;

    private CircuitScenario read(String text, String... overrides) throws InvalidScenarioException, IOException {
        Path file = Files.writeString(folder.resolve("circuit.yaml"), text);
        return (CircuitScenario) ScenarioReader.readStudy(file, List.of(overrides), note -> {});
    }

    private String problem(String text, String... overrides) throws IOException {
        try {
            read(text, overrides);
        } catch (InvalidScenarioException e) {
            assertEquals(1, e.problems().size(), e.getMessage());
            return e.getMessage().replace(folder + "/", "");
        }
        throw new AssertionError("it was read");
    }

    @Test
    void readsWhatTheFileSaysAndFillsInTheRest() throws InvalidScenarioException, IOException {
        CircuitScenario circuit = read(TEXT);
        assertEquals(0, circuit.warmUpNanos());
        assertEquals(1_000_000_000, circuit.durationNanos());
        assertEquals(500.0, circuit.populations().get(0).parameters().get("rate"));
        assertEquals(0.02, circuit.populations().get(1).parameters().get("membrane"));
        assertEquals(0.0, circuit.populations().get(1).parameters().get("refractory"), "a default of the model");
        Pathway first = circuit.pathways().get(0);
        assertEquals(new Connectivity.FixedInDegree(5), first.connect().rule());
        assertEquals(Connectivity.Rules.STRICT, first.connect().rules());
        assertEquals(new Distribution(Shape.CONSTANT, 1.5, 0), first.weights());
        assertEquals(new Delay(Optional.empty(), 2_000_000), first.delay());
        assertEquals(
                new Delay(Optional.of(new Distribution(Shape.LOGNORMAL, 0.0015, 0.3)), 1_000_000),
                circuit.pathways().get(1).delay());
        assertEquals(1_000_000, circuit.pathways().get(2).delay().minimumNanos(), "the default delay");
        assertTrue(circuit.pathways().get(2).procedural());
        assertEquals(
                List.of(-5_000_000L, 0L, 10_000_000L),
                circuit.recording().covariances().get(0).lagsNanos());
        assertEquals(3, circuit.circuit(Stimulus.NO_PICTURES).tracts().size());
    }

    @Test
    void whatIsWrittenReadsTheSame() throws InvalidScenarioException, IOException {
        CircuitScenario circuit = read(TEXT);
        assertEquals(circuit, read(CircuitWriter.write(circuit)));
    }

    @Test
    void aListIsFoundBesideTheScenarioAndItsFaultsAreSaid() throws InvalidScenarioException, IOException {
        String with = "pathways.2={from: coin, to: coin, connect: {type: list, file: list.csv}}";
        assertTrue(problem(TEXT, with).contains("cannot be read: `"), problem(TEXT, with));
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "from,to,weight\n0,1,0.5\n1,2,0.5\n");
        CircuitScenario circuit = read(TEXT, with);
        assertEquals(2, circuit.circuit(Stimulus.NO_PICTURES).tracts().get(2).expectedSynapses());
        read(CircuitWriter.write(circuit));
        Files.writeString(list, "from,to\n0,1\n0,1\n");
        assertTrue(problem(TEXT, with).contains("connects 0 to 1 more than once, which is not allowed here"));
        Files.writeString(list, "from,to\n0,99\n");
        assertTrue(problem(TEXT, with).contains("names a neuron that does not exist"));
    }

    /** Problems of the file have a position; here, of overrides, the override itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            populations.source.rate=-5 Hz       | `populations.source.rate` is out of range: `-5 Hz`; allowed: a rate, 0 or more, with its unit Hz or kHz
            populations.source.rate=.inf        | `populations.source.rate` is not a number with a unit: `.inf`
            populations.source.rate=5           | `populations.source.rate` has no unit: `5`; allowed: a rate, 0 or more, with its unit Hz or kHz, at most 1000000 kHz; did you mean `5 Hz`?
            populations.source.rate=5 hz        | did you mean `5 Hz`?
            populations.source.rate=5 ms        | `populations.source.rate` has an unknown unit: `5 ms`
            populations.coin.tau=10             | `populations.coin.tau` has no unit: `10`; allowed: a time, 0 or more, with its unit ns, us, ms or s, at most 1000 s; did you mean `10 ms`?
            populations.coin.tau=0 ms           | `populations.coin`: tau must be positive and finite, not 0.0
            populations.coin.beta=.nan          | `populations.coin.beta` is not finite: `.nan`
            populations.coin.bta=1              | unknown key `bta` in `populations.coin`; allowed: size, model, beta, tau, theta; did you mean `beta`?
            populations.coin.model=glober       | did you mean `glauber`?
            populations.coin.size=0             | `populations.coin.size` is out of range: `0`
            populations.lif={size: 30, model: stochastic-lif, membrane: 20 ms} | `populations.lif`: the parameter rate is missing
            pathways.0.connect.degree=21        | in-degree 21 is not possible: there are 20 neurons to choose from
            pathways.2.connect=one-to-one       | one-to-one would connect neurons with themselves, which is not allowed here
            pathways.0.connect=one-to-one       | one-to-one needs populations of one size, not 20 and 30
            pathways.1.connect.probability=1.5  | is out of range: `1.5`; allowed: a number from 0 to 1
            pathways.0.delay=2                  | `pathways.0.delay` has no unit: `2`
            pathways.0.delay=-1 ms              | `pathways.0.delay` is out of range: `-1 ms`
            pathways.0.from=sauce               | `pathways.0.from` is no population: `sauce`; allowed: source, lif, coin
            pathways.0={from: coin, to: lif, weights: 1} | it sends changes of states, which the decaying input of lif cannot sum
            pathways.0.compartment=1            | neurons of lif take no input in compartment 1
            pathways.0.procedural=true          | can be procedural
            pathways.0.weights=heavy            | `pathways.0.weights` is not a number: `heavy`
            pathways.2={from: source, to: lif, weights: 1} | another pathway leads from `source` to the same place in `lif`
            pathways.1.delay.minimum=2 s        | no delay can reach the minimum
            record.activity=[lif]               | neurons of `lif` spike and have no state 1 that lasts
            record.spikes=[lif, lif]            | `lif` is listed twice
            record.every=2 s                    | `record.every` is longer than the time in which states are sampled
            record.states=[coin, lif]           | neurons of `lif` spike
            record.covariances.0.lags=[3 ms]    | a lag of 3 ms cannot be measured; allowed: whole multiples of `record.every`
            expect.0.metric=rate.liv            | `expect.0.metric` is unknown: `rate.liv`
            expect.0={digest: weights, equals: a} | `expect.0.digest` is unknown: `weights`; allowed: spikes
            timing={mode: asynchronous}         | `timing.duration` is missing
            timing.warmup=1 s                   | unknown key `warmup` in `timing`; allowed: mode, warm-up, duration; did you mean `warm-up`?
            train={epochs: 1}                   | unknown key `train`
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

    /** A user's model, found by its provider, that fires as soon as its input is large enough. */
    @Test
    void noDelayIsRefusedWhereASpikeCouldCauseASpikeAtTheSameInstant() throws InvalidScenarioException, IOException {
        String text =
                TEXT.replaceAll("model: stochastic-lif[^}]*", "model: leaky-threshold, membrane: 20 ms, threshold: 2");
        assertEquals(0.02, read(text).populations().get(1).parameters().get("membrane"));
        String message = problem(text.replace("delay: 2 ms", "delay: 0 ms"));
        assertTrue(
                message.startsWith("circuit.yaml:9:5: pathway source-lif: neurons of lif may fire at the instant of an"
                        + " arrival"),
                message);
    }

    @Test
    void theFileLineAndColumnAreNamed() throws IOException {
        String wrong = TEXT.replace("rate: 0.5 kHz", "rate: -1 Hz");
        assertTrue(problem(wrong).startsWith("circuit.yaml:5:44: `populations.source.rate` is out of range"));
    }

    @Test
    void aNetworkThatDoesNotFitIsRefusedBeforeItIsBuilt() throws IOException {
        String message = problem(
                TEXT,
                "populations.coin.size=10000000",
                "record={}",
                "expect=[]",
                "pathways.2={from: coin, to: coin, weights: 1}");
        assertTrue(message.contains("stored synapses) of the "), message);
        assertTrue(message.contains("synapses would fit"), message);
        assertTrue(message.startsWith("--set pathways.2="), message);
    }

    /** Whatever is in place of a value, there are problems and no exceptions. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "x", "[x, [y]]", "{type: x}", "{type: normal}", "1", "null", "{x: {y: z}}"})
    void strangeValuesAreProblems(String value) throws IOException {
        for (String key : List.of(
                "timing.duration",
                "timing.warm-up",
                "populations",
                "populations.coin",
                "populations.coin.size",
                "pathways",
                "pathways.0",
                "pathways.1.connect",
                "pathways.1.weights",
                "pathways.1.delay",
                "record",
                "record.every",
                "record.states",
                "record.activity",
                "record.covariances",
                "record.covariances.0",
                "record.covariances.0.lags",
                "expect")) {
            try {
                read(TEXT, key + "=" + value);
            } catch (InvalidScenarioException e) {
                assertTrue(!e.problems().isEmpty());
            }
        }
    }
}
