package org.tarpon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that reads scenarios, also those of runs that are over. */
class FolderOptions {
    @Mixin
    private HelpOption help;

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = "A folder whose files the scenario may read, beside those in its own folder and below. May be"
                    + " given several times.")
    private List<Path> folders = new ArrayList<>();

    List<Path> folders() {
        return folders;
    }
}
