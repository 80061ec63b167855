package org.tarpon.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tarpon.extension.Extensions;
import org.tarpon.neuron.Cells;
import org.tarpon.neuron.Dynamics;
import org.tarpon.neuron.DynamicsProvider;
import org.tarpon.neuron.Outlet;
import org.tarpon.neuron.Output;
import org.tarpon.neuron.Parameters;
import org.tarpon.neuron.Trace;
import org.tarpon.neuron.Unit;

/**
 * Holds the signatures that users may rely on against a list, so that none changes by accident. A line that goes or changes is
 * an incompatible change; one that comes is not, unless users implement the interface. To renew the list:
 *
 * <p>{@code mvn -q test -Dtest=StableSignaturesTest -Dtarpon.renew-signatures=true}
 */
class StableSignaturesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/tarpon/api/signatures.txt");
    private static final Set<String> PACKAGES = Set.of("org.tarpon.api", "org.tarpon.extension");
    private static final List<Class<?>> OTHERS = List.of(
            Cells.class,
            Dynamics.class,
            DynamicsProvider.class,
            Outlet.class,
            Output.class,
            Parameters.class,
            Trace.class,
            Unit.class);

    /** Public because packages of Tarpon need them, and said to be internal where they stand. */
    private static final Set<Class<?>> INTERNAL = Set.of(Extensions.class);

    private static final Set<String> OF_ALL = Set.of("equals", "hashCode", "toString", "values", "valueOf");

    /** What models use of the cells; the rest is the engine's. */
    private static final Set<String> OF_CELLS =
            Set.of("size", "isUp", "setUp", "input", "setInput", "setCeiling", "variable", "setVariable");

    private static final Pattern TARPON = Pattern.compile("org\\.tarpon\\.[\\w.$]+");

    private static Set<String> types() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PACKAGES);
        Set<String> types = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
                types.add(type.getName());
            }
        }
        OTHERS.forEach(type -> types.add(type.getName()));
        INTERNAL.forEach(type -> types.remove(type.getName()));
        return types;
    }

    private static Set<String> signatures() throws ClassNotFoundException {
        Set<String> signatures = new TreeSet<>();
        for (String name : types()) {
            Class<?> type = Class.forName(name);
            signatures.add(Modifier.toString(type.getModifiers()) + " class " + name + " "
                    + Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                            .map(Class::getName)
                            .toList());
            executables(type).forEach(each -> signatures.add(each.toGenericString()));
            for (Field field : type.getDeclaredFields()) {
                if (isVisible(field.getModifiers())) {
                    signatures.add(field.toGenericString());
                }
            }
        }
        return signatures;
    }

    private static List<Executable> executables(Class<?> type) {
        return Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .filter(each -> isVisible(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !OF_ALL.contains(each.getName()))
                .filter(each -> type != Cells.class || OF_CELLS.contains(each.getName()))
                .toList();
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    @Test
    void signatures_areThoseOfTheList() throws IOException, ClassNotFoundException {
        String now = String.join("\n", signatures()) + "\n";
        if (Boolean.getBoolean("tarpon.renew-signatures")) {
            Files.writeString(GOLDEN, now);
        }
        assertEquals(Files.readString(GOLDEN), now, "see the comment of this test");
    }

    /** Whoever uses stable types comes upon no others. */
    @Test
    void signatures_nameStableTypesOnly() throws ClassNotFoundException {
        Set<String> types = types();
        Set<String> leaks = new TreeSet<>();
        for (String name : types) {
            for (Executable executable : executables(Class.forName(name))) {
                List<Type> named = new ArrayList<>(List.of(executable.getGenericParameterTypes()));
                named.addAll(List.of(executable.getGenericExceptionTypes()));
                if (executable instanceof Method method) {
                    named.add(method.getGenericReturnType());
                }
                for (Type type : named) {
                    TARPON.matcher(type.getTypeName())
                            .results()
                            .map(MatchResult::group)
                            .filter(found -> !types.contains(found))
                            .forEach(found -> leaks.add(found + " in " + executable.toGenericString()));
                }
            }
        }
        assertTrue(leaks.isEmpty(), () -> String.join("\n", leaks));
    }
}
