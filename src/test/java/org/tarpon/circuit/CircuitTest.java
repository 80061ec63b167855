package org.tarpon.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tarpon.neuron.Ginzburg;
import org.tarpon.neuron.LeakyThreshold;
import org.tarpon.neuron.PoissonSource;
import org.tarpon.neuron.RateProfile;
import org.tarpon.neuron.Row;
import org.tarpon.neuron.SpikeTrains;

/** What is refused, and what is said. */
class CircuitTest {
    private static final Ginzburg BINARY = Ginzburg.glauber(0.01, 1, 0);
    private static final LeakyThreshold RELAY = new LeakyThreshold(0.01, 1);
    private static final PoissonSource SOURCE = new PoissonSource(new RateProfile.Constant(10));

    private final Circuit.Builder builder = Circuit.builder();
    private final CellGroup a = builder.group("a", 10, BINARY);
    private final CellGroup b = builder.group("b", 20, BINARY);

    private void refuses(String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }

    @Test
    void degreesAbovePopulation() {
        builder.connect(a, a).connectivity(new Connectivity.FixedInDegree(10));
        refuses(
                "pathway a-a: in-degree 10 is not possible: there are 9 neurons to choose from, and multiple connections"
                        + " are not allowed");
    }

    @Test
    void outDegreeAbovePopulation() {
        builder.connect(a, b).connectivity(new Connectivity.FixedOutDegree(21));
        refuses(
                "pathway a-b: out-degree 21 is not possible: there are 20 neurons to choose from, and multiple connections"
                        + " are not allowed");
    }

    @Test
    void probabilityOutside() {
        builder.connect(a, b).connectivity(new Connectivity.Bernoulli(1.1));
        refuses("pathway a-b: a probability must lie between 0 and 1, not be 1.1");
    }

    @Test
    void unequalOneToOne() {
        builder.connect(a, b).connectivity(new Connectivity.OneToOne());
        refuses("pathway a-b: one-to-one needs populations of one size, not 10 and 20");
    }

    @Test
    void proceduralColumns() {
        builder.connect(a, b).connectivity(new Connectivity.FixedInDegree(2)).procedural();
        refuses(
                "pathway a-b: only all-to-all, one-to-one, fixed out-degree and Bernoulli connections can be procedural,"
                        + " because only these can be drawn for one presynaptic neuron at a time");
    }

    @Test
    void noDelayWhereASpikeCausesASpike() {
        CellGroup source = builder.group("source", 5, SOURCE);
        CellGroup relay = builder.group("relay", 5, RELAY);
        builder.connect(source, relay).delay(0);
        refuses(
                "pathway source-relay: neurons of relay may fire at the instant of an arrival, so that without a delay time"
                        + " could stand still; give it a delay of at least 1 ns");
    }

    @Test
    void spikesIntoInputThatStays() {
        CellGroup source = builder.group("source", 5, SOURCE);
        builder.connect(source, a);
        refuses(
                "pathway source-a: its spikes would stay for ever in a, whose input does not decay; connect neurons that send"
                        + " states");
    }

    @Test
    void statesIntoInputThatDecays() {
        builder.connect(a, builder.group("relay", 5, RELAY));
        refuses(
                "pathway a-relay: it sends changes of states, which the decaying input of relay cannot sum; connect neurons"
                        + " that send spikes");
    }

    @Test
    void inputOfSources() {
        CellGroup source = builder.group("source", 5, SOURCE);
        builder.connect(a, source);
        refuses("pathway a-source: neurons of source take no input");
    }

    @Test
    void names() {
        builder.group("a", 1, BINARY);
        refuses("two populations are named a");
    }

    @Test
    void trains() {
        builder.group("trains", 2, new SpikeTrains(new long[3][0]));
        refuses("population trains has 2 neurons, but spike trains are given for 3");
    }

    @Test
    void memoryIsEstimatedBeforeAnythingIsBuilt() {
        CellGroup large = builder.group("large", 30_000_000, BINARY);
        builder.connect(large, large).connectivity(new Connectivity.FixedInDegree(1000));
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.startsWith("the network would need 12"), message);
        assertTrue(message.contains("(3.00e+10 stored synapses)"), message);
        assertTrue(
                message.contains("synapses would fit. Start Java with a larger -Xmx, make pathways procedural"),
                message);
    }

    @Test
    void proceduralPathwaysNeedNoMemory() {
        CellGroup large = builder.group("large", 3_000_000, BINARY);
        builder.connect(large, large)
                .connectivity(new Connectivity.FixedOutDegree(100_000))
                .procedural();
        assertTrue(builder.build().estimatedBytes() < 1e9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from;to\\n | :1: the first line must be from,to or from,to,weight or from,to,weight,delay_ns, not from;to",
                "from,to\\n1,2\\n3 | :3: 1 values where the first line announces 2",
                "from,to\\n1,-2 | :2: to must be a whole number from 0 to 2147483647, not -2",
                "from,to,weight\\n1,2,nan | :2: weight must be a finite number, not nan",
                "from,to,weight,delay_ns\\n1,2,1,0 | :2: delay_ns of a single synapse must be at least 1",
            })
    void listsAreReadStrictly(String text, String message, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("list.csv"), text.replace("\\n", "\n"));
        assertEquals(
                file + message,
                assertThrows(IllegalArgumentException.class, () -> ConnectionList.read(file))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,10 | connection 0 of pathway a-a (0 to 10) names a neuron that does not exist: a has 10 neurons, a 10",
                "3,3 | connection 0 of pathway a-a (3 to 3) connects a neuron with itself, which is not allowed here",
                "3,4\\n1,2\\n3,4 | pathway a-a connects 3 to 4 more than once, which is not allowed here",
            })
    void listsObeyTheRules(String lines, String message, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("list.csv"), "from,to\n" + lines.replace("\\n", "\n"));
        builder.connect(a, a).connectivity(new Connectivity.Listed(ConnectionList.read(file)));
        refuses(message);
    }

    @Test
    void listsGiveWeightsAndDelays(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("list.csv"), "from,to,weight,delay_ns\n1,2,0.5,300\n1,4,-0.25,200\n0,19,1,100\n");
        builder.connect(a, b).connectivity(new Connectivity.Listed(ConnectionList.read(file)));
        Circuit circuit = builder.build();
        assertEquals(100, circuit.minimumDelay());
        Row row = Rows.of(circuit, circuit.tracts().get(0), 1, 0, 20).row(1);
        assertEquals(
                "2: 4 -0.25 200, 2 0.5 300",
                row.count + ": " + row.targets[0] + " " + row.weights[0] + " " + row.delays[0] + ", " + row.targets[1]
                        + " " + row.weights[1] + " " + row.delays[1]);
    }
}
