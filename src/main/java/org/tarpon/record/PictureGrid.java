package org.tarpon.record;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Grey pictures of one size in a grid, as a PNG file. */
public final class PictureGrid {
    private static final int GAP = 2;
    private static final int BETWEEN = 0x60;

    private PictureGrid() {}

    /**
     * Writes the grid row by row.
     *
     * @param pictures [rows · columns] each, 0 black to 1 white; values beyond are cut off
     * @param height of a picture in pixels
     * @param width of a picture in pixels
     * @param perRow pictures in a row, at least 1
     */
    public static void write(Path file, List<float[]> pictures, int height, int width, int perRow) throws IOException {
        int rows = (pictures.size() + perRow - 1) / perRow;
        BufferedImage image = new BufferedImage(
                perRow * (width + GAP) + GAP, rows * (height + GAP) + GAP, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().setSample(x, y, 0, BETWEEN);
            }
        }
        for (int i = 0; i < pictures.size(); i++) {
            int left = GAP + i % perRow * (width + GAP);
            int top = GAP + i / perRow * (height + GAP);
            float[] picture = pictures.get(i);
            for (int k = 0; k < picture.length; k++) {
                int grey = Math.round(255 * Math.max(0, Math.min(1, picture[k])));
                image.getRaster().setSample(left + k % width, top + k / width, 0, grey);
            }
        }
        AtomicFile.write(file, out -> {
            try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
                ImageIO.write(image, "png", png);
            }
        });
    }
}
