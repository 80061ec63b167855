package org.tarpon.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureGridTest {
    @Test
    void pictures_areWhereTheyBelong_andTheBytesAreTheSame(@TempDir Path folder) throws Exception {
        List<float[]> pictures =
                List.of(new float[] {0, 1, 0.5f, -1, 2, 0.2f}, new float[6], new float[] {1, 1, 1, 1, 1, 1});
        Path first = folder.resolve("a.png");
        PictureGrid.write(first, pictures, 2, 3, 2);
        PictureGrid.write(folder.resolve("b.png"), pictures, 2, 3, 2);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(folder.resolve("b.png")));
        Raster raster = ImageIO.read(first.toFile()).getRaster();
        assertEquals(12, raster.getWidth());
        assertEquals(10, raster.getHeight());
        assertArrayEquals(new int[] {0, 255, 128, 0, 255, 51}, raster.getSamples(2, 2, 3, 2, 0, new int[6]));
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0}, raster.getSamples(7, 2, 3, 2, 0, new int[6]));
        assertEquals(255, raster.getSample(4, 7, 0));
    }
}
