package org.tarpon.api;

/**
 * Whether something came true that a scenario expects.
 *
 * @param expected in words
 * @param met whether it came true
 * @param actual what came, in words
 */
public record Verdict(String expected, boolean met, String actual) {}
