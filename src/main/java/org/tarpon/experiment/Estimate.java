package org.tarpon.experiment;

import java.util.List;
import org.tarpon.scenario.CircuitScenario;
import org.tarpon.scenario.Scenario;
import org.tarpon.scenario.Study;

/**
 * What a run will take, from its scenario alone. Memory is what is held while the run is under way, and follows from sizes;
 * time is a count of operations divided by what one thread of a common machine does, and no more than an order of magnitude.
 *
 * @param memory what is held, by purpose
 * @param disk what is in the run directory when most is there, by purpose
 * @param operations synaptic operations, on all threads together
 * @param perSecond operations a second of one thread
 * @param room what else would fit into a number of bytes; for messages
 */
public record Estimate(List<Part> memory, List<Part> disk, double operations, double perSecond, Room room) {
    public Estimate {
        memory = List.copyOf(memory);
        disk = List.copyOf(disk);
    }

    /** Something that takes bytes. */
    public record Part(String what, double bytes) {}

    /** Says what would fit. */
    @FunctionalInterface
    public interface Room {
        /** @param bytes of memory that there are */
        String wouldFit(double bytes);
    }

    /** Of a scenario of any kind. */
    public static Estimate of(Study study) {
        return study instanceof CircuitScenario circuit
                ? CircuitEstimate.of(circuit)
                : new TrainingEstimate((Scenario) study).estimate();
    }

    public double memoryBytes() {
        return memory.stream().mapToDouble(Part::bytes).sum();
    }

    public double diskBytes() {
        return disk.stream().mapToDouble(Part::bytes).sum();
    }

    /** Seconds, if threads share the work evenly. */
    public double seconds(int threads) {
        return operations / perSecond / threads;
    }
}
