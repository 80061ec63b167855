package org.tarpon.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a command. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;
}
