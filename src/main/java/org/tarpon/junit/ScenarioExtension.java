package org.tarpon.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tarpon.scenario.ScenarioFiles;

/** Gives a method the tests that its {@link ScenarioTest}, or that of its class, asks for. */
final class ScenarioExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stream.class;
    }

    @Override
    public Stream<DynamicNode> resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ScenarioTest wanted = AnnotationSupport.findAnnotation(context.getTestMethod(), ScenarioTest.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), ScenarioTest.class))
                .orElseThrow(() -> new ParameterResolutionException(
                        context.getRequiredTestClass().getName() + " needs @ScenarioTest(\"FILE|DIR\") to say which"
                                + " scenarios are its tests"));
        if (wanted.threads() < 0) {
            throw new ParameterResolutionException(
                    "@ScenarioTest: threads is 1 or more, or 0 for as many as are worth it, not " + wanted.threads());
        }
        List<DynamicNode> nodes = new ArrayList<>();
        for (Path file : files(wanted)) {
            nodes.add(new ScenarioNode(file, wanted).container());
        }
        return nodes.stream();
    }

    private static List<Path> files(ScenarioTest wanted) {
        List<Path> files = new ArrayList<>();
        for (String path : wanted.value()) {
            try {
                List<Path> found = ScenarioFiles.of(Path.of(path));
                if (found.isEmpty()) {
                    throw new ParameterResolutionException(path + " holds no scenario (*.yaml directly in it)");
                }
                files.addAll(found);
            } catch (IOException e) {
                throw new ParameterResolutionException(path + " cannot be read: " + e.getMessage(), e);
            }
        }
        if (files.isEmpty()) {
            throw new ParameterResolutionException("@ScenarioTest names no scenario");
        }
        return files;
    }

    /** The folder that an annotation names, if it does. */
    static Optional<Path> folder(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    }
}
