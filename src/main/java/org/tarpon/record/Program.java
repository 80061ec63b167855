package org.tarpon.record;

/** Which program writes files. */
public final class Program {
    private Program() {}

    /** The version of this program, or a word where it does not run from its jar. */
    public static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
