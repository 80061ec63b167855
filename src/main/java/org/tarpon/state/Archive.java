package org.tarpon.state;

import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Named values that a simulation is kept in. A part of the simulation goes through its state with one method: while the
 * archive is filled it takes the values, while it is read it puts them back, so that saving and restoring cannot differ.
 *
 * <p>Arrays are not copied while the archive is filled: it must be written before the simulation goes on.
 */
public final class Archive {
    /** What is read was written by a program that lists another state. */
    public static final class MismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MismatchException(String message) {
            super(message);
        }
    }

    private final boolean reading;
    private final Map<String, Object> values;
    private final Set<String> unread;
    private final String prefix;
    private final int first;
    private final int total; // -1 where arrays are whole

    private Archive(
            boolean reading, Map<String, Object> values, Set<String> unread, String prefix, int first, int total) {
        this.reading = reading;
        this.values = values;
        this.unread = unread;
        this.prefix = prefix;
        this.first = first;
        this.total = total;
    }

    /** An empty archive that takes values. */
    public static Archive empty() {
        return new Archive(false, new TreeMap<>(), new TreeSet<>(), "", 0, -1);
    }

    /** An archive that gives back what another has taken. */
    public static Archive of(Map<String, Object> values) {
        return new Archive(true, values, new TreeSet<>(values.keySet()), "", 0, -1);
    }

    /**
     * Puts values back, all of which must be asked for.
     *
     * @throws MismatchException if they are not those of such a state, also where only a forger could have made them so
     */
    public static void restore(Map<String, Object> values, Consumer<Archive> state) {
        Archive archive = of(values);
        try {
            state.accept(archive);
        } catch (MismatchException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MismatchException("it holds values that no run has (" + e.getMessage() + ")");
        }
        archive.close();
    }

    /** What was taken, by name: arrays of primitive numbers or of rows of floats. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Whether values are put back, so that what follows from them must be made anew. */
    public boolean isReading() {
        return reading;
    }

    /** The same archive for a part whose names need not differ from those of other parts. */
    public Archive part(String name) {
        return new Archive(reading, values, unread, prefix + name + "/", first, total);
    }

    /**
     * The same archive for one of several parts that share named arrays of a length, each its elements from {@code first} on:
     * how the parts divide the arrays does not show.
     */
    public Archive segment(int first, int total) {
        return new Archive(reading, values, unread, prefix, first, total);
    }

    /** @throws MismatchException if something was not asked for while reading */
    public void close() {
        if (!unread.isEmpty()) {
            throw new MismatchException(
                    "it holds `" + unread.iterator().next() + "`, of which this program knows nothing");
        }
    }

    public long number(String name, long value) {
        long[] one = {value};
        whole(name, one);
        return one[0];
    }

    public double real(String name, double value) {
        double[] one = {value};
        whole(name, one);
        return one[0];
    }

    public boolean flag(String name, boolean value) {
        return number(name, value ? 1 : 0) != 0;
    }

    public void array(String name, byte[] array) {
        any(name, array);
    }

    public void array(String name, boolean[] array) {
        any(name, array);
    }

    public void array(String name, int[] array) {
        any(name, array);
    }

    public void array(String name, long[] array) {
        any(name, array);
    }

    public void array(String name, float[] array) {
        any(name, array);
    }

    public void array(String name, double[] array) {
        any(name, array);
    }

    /** Rows whose lengths may differ. */
    public void rows(String name, float[][] rows) {
        if (!reading) {
            put(prefix + name, rows);
            return;
        }
        float[][] saved = get(prefix + name, float[][].class);
        checkLength(name, saved.length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            checkLength(name, saved[i].length, rows[i].length);
            System.arraycopy(saved[i], 0, rows[i], 0, rows[i].length);
        }
    }

    /** Numbers of which there may be more or fewer when they are read: returns those that hold from now on. */
    public long[] list(String name, long[] numbers) {
        if (!reading) {
            put(prefix + name, numbers);
            return numbers;
        }
        return get(prefix + name, long[].class).clone();
    }

    private void any(String name, Object array) {
        if (total < 0) {
            whole(name, array);
            return;
        }
        Object all = reading
                ? get(prefix + name, array.getClass())
                : values.computeIfAbsent(
                        prefix + name, key -> Array.newInstance(array.getClass().getComponentType(), total));
        checkLength(name, Array.getLength(all), total);
        copy(array, all, first, Array.getLength(array));
    }

    private void copy(Object own, Object all, int from, int length) {
        System.arraycopy(reading ? all : own, reading ? from : 0, reading ? own : all, reading ? 0 : from, length);
    }

    private void whole(String name, Object array) {
        if (!reading) {
            put(prefix + name, array);
            return;
        }
        Object saved = get(prefix + name, array.getClass());
        checkLength(name, Array.getLength(saved), Array.getLength(array));
        System.arraycopy(saved, 0, array, 0, Array.getLength(array));
    }

    private void put(String name, Object array) {
        Object before = values.putIfAbsent(name, array);
        // Parts of one thing may each give the number that they share.
        boolean shared = before instanceof long[] one && array instanceof long[] other && Arrays.equals(one, other)
                || before instanceof double[] x && array instanceof double[] y && Arrays.equals(x, y);
        if (before != null && !shared) {
            throw new IllegalStateException("two values are called " + name);
        }
    }

    private <T> T get(String name, Class<T> type) {
        Object saved = values.get(name);
        if (!type.isInstance(saved)) {
            throw new MismatchException("it lacks `" + name + "`, which this program needs");
        }
        unread.remove(name);
        return type.cast(saved);
    }

    private void checkLength(String name, int saved, int own) {
        if (saved != own) {
            throw new MismatchException("`" + prefix + name + "` has " + saved + " values; this run needs " + own);
        }
    }
}
