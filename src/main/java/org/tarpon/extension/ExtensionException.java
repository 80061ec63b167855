package org.tarpon.extension;

/** An extension cannot be used or failed; the message names it and says what happened. Not a fault of Tarpon. */
public final class ExtensionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExtensionException(String message) {
        super(message);
    }

    private ExtensionException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What an extension threw, said as its fault.
     *
     * @param what it is, such as "encoder `on-off`"
     * @param thrown by it; what is said already is left as it is
     */
    public static ExtensionException of(String what, Class<?> type, Throwable thrown) {
        return thrown instanceof ExtensionException said
                ? said
                : new ExtensionException(
                        what + " (" + type.getName() + ") failed: " + thrown
                                + "; that is a fault of the extension, not of Tarpon",
                        thrown);
    }
}
