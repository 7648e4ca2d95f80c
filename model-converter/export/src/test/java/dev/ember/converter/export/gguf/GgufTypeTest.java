package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Each block format, bit for bit, against blocks that llama.cpp's own Python package decoded. */
public final class GgufTypeTest {

  /** A block with its values as the oracle gives them. */
  private record Block(GgufType type, String stored, String values) {
    byte[] bytes() {
      return HexFormat.of().parseHex(stored);
    }

    float[] floats() {
      ByteBuffer bits = ByteBuffer.wrap(HexFormat.of().parseHex(values));
      float[] floats = new float[bits.capacity() / Float.BYTES];
      bits.asFloatBuffer().get(floats);
      return floats;
    }
  }

  @Test
  public void decode_blocksOfEachFormat_hasTheOraclesBits() throws IOException {
    Set<GgufType> seen = EnumSet.noneOf(GgufType.class);
    for (Block block : blocks()) {
      float[] decoded = new float[block.type.blockValues()];
      block.type.decode(block.bytes(), 1, decoded, 0);
      assertThat(decoded).as(block.type + " " + block.stored).isEqualTo(block.floats());
      assertThat(block.bytes()).hasSize(block.type.blockBytes());
      seen.add(block.type);
    }
    for (GgufType type : GgufType.values()) {
      assertThat(seen.contains(type)).as(type.toString()).isEqualTo(type.readsAsFloat());
    }
  }

  @Test
  public void decode_severalBlocks_areThoseOneByOne() throws IOException {
    for (Block block : blocks()) {
      byte[] once = block.bytes();
      byte[] twice = ByteBuffer.allocate(2 * once.length).put(once).put(once).array();
      int values = block.type.blockValues();
      float[] decoded = new float[3 + 2 * values];
      block.type.decode(twice, 2, decoded, 3);
      for (int i = 0; i < values; i++) {
        assertThat(decoded[3 + i]).isEqualTo(block.floats()[i]);
        assertThat(decoded[3 + values + i]).isEqualTo(block.floats()[i]);
      }
    }
  }

  @Test
  public void decode_aTypeThatIsNotRead_saysWhichAre() {
    assertThatThrownBy(() -> GgufType.IQ2_XXS.decode(new byte[66], 1, new float[256], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Q4_K")
        .hasMessageContaining("found IQ2_XXS");
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                GgufTypeTest.class.getResourceAsStream("blocks.txt"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split(" \\| ", -1);
          blocks.add(new Block(GgufType.valueOf(fields[0]), fields[1], fields[2]));
        }
      }
    }
    return blocks;
  }
}
