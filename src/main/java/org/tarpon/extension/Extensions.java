package org.tarpon.extension;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Unit;

/**
 * The extensions of one kind on the class path, by name and in the order of names, whatever the order of the class path. Tarpon
 * finds them by this; it is internal and may change.
 *
 * @param <P> their provider interface
 */
public final class Extensions<P extends Named> {
    /** What extensions and their parameters may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final String kind;
    private final Map<String, P> providers = new TreeMap<>();

    private Extensions(String kind) {
        this.kind = kind;
    }

    /**
     * Finds them.
     *
     * @param kind in words, such as "encoder"
     * @param taken names that Tarpon's own have
     * @param reserved keys that stand beside the name already, which no parameter may have
     * @throws ExtensionException if one cannot be loaded, or two have one name
     */
    public static <P extends Named> Extensions<P> load(
            String kind, Class<P> type, Collection<String> taken, Set<String> reserved) {
        Extensions<P> extensions = new Extensions<>(kind);
        try {
            for (P provider : ServiceLoader.load(type)) {
                try {
                    extensions.add(provider, taken, reserved);
                } catch (RuntimeException | LinkageError e) {
                    throw ExtensionException.of(kind, provider.getClass(), e);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new ExtensionException("the file META-INF/services/" + type.getName()
                    + " on the class path names an extension that cannot be loaded: " + e.getMessage());
        }
        return extensions;
    }

    private void add(P provider, Collection<String> taken, Set<String> reserved) {
        String name = provider.name();
        String who = kind + " `" + name + "` (" + provider.getClass().getName() + ")";
        if (name == null || !NAME.matcher(name).matches()) {
            throw new ExtensionException(who
                    + " cannot be called so: lower-case letters, digits and hyphens can stand in a" + " scenario file");
        }
        if (taken.contains(name)) {
            throw new ExtensionException(who + " has the name of one of Tarpon's own; give it another");
        }
        Set<String> parameters =
                provider instanceof Extension<?> extension ? units(extension).keySet() : Set.of();
        for (String parameter : parameters) {
            if (!NAME.matcher(parameter).matches() || reserved.contains(parameter)) {
                throw new ExtensionException(who + " cannot have a parameter `" + parameter + "`: "
                        + (reserved.contains(parameter)
                                ? "the key means something else there"
                                : "lower-case letters, digits and hyphens can stand in a scenario file"));
            }
        }
        P other = providers.put(name, provider);
        if (other != null) {
            throw new ExtensionException("two extensions are named " + kind + " `" + name + "`: "
                    + first(other, provider) + "; take one of them off the class path");
        }
    }

    private static String first(Object one, Object other) {
        String a = one.getClass().getName();
        String b = other.getClass().getName();
        return a.compareTo(b) < 0 ? a + " and " + b : b + " and " + a;
    }

    /** In alphabetical order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** In the order of their names. */
    public Collection<P> all() {
        return Collections.unmodifiableCollection(providers.values());
    }

    /** @throws ExtensionException if there is none of the name, as when a run is resumed without its extensions */
    public P get(String name) {
        P provider = providers.get(name);
        if (provider == null) {
            throw new ExtensionException("there is no " + kind + " `" + name + "` on the class path");
        }
        return provider;
    }

    /** The parameters of an extension in alphabetical order, and in what each is given. */
    public static Map<String, Unit> units(Extension<?> extension) {
        Map<String, Unit> units = new TreeMap<>();
        for (String parameter : extension.parameters()) {
            units.put(parameter, Objects.requireNonNull(extension.unit(parameter), "no unit of " + parameter));
        }
        return units;
    }

    /**
     * Makes an instance.
     *
     * @throws IllegalArgumentException if a parameter makes no sense
     * @throws ExtensionException if it fails otherwise
     */
    public static <T> T create(String kind, Extension<T> extension, Parameters parameters) {
        try {
            return Objects.requireNonNull(extension.create(parameters), "nothing was made");
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw ExtensionException.of(kind + " `" + extension.name() + "`", extension.getClass(), e);
        }
    }

    /** In words, what kind of extension these are. */
    public String kind() {
        return kind;
    }
}
