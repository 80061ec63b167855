package org.tarpon.extension;

/**
 * Images with their classes. Nobody writes to the arrays afterwards.
 *
 * @param images [sample][rows · columns], row by row, unsigned bytes
 * @param labels [sample], unsigned bytes
 */
public record LabelledImages(byte[][] images, byte[] labels) {}
