package dev.ember.inference.backend.tflite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A graph of one subgraph and one signature, which nobody has verified. */
public final class SelectedGraphTest {
  private static final int MODEL_IN_FILE = 64; // the first entry of a bundle

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void of_signatureThatIsThere_isKept() throws IOException {
    try (Bundle bundle = bundle("decode".length())) {
      assertThat(SelectedGraph.of(bundle, "decode").remaining())
          .isEqualTo(bundle.graph().remaining());
      assertThatThrownBy(() -> SelectedGraph.of(bundle, "prefill"))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("found 0 of them among 1");
    }
  }

  @Test
  public void of_nameOutsideTheFile_isRefused() throws IOException {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 24}) {
      try (Bundle bundle = bundle(length)) {
        assertThatThrownBy(() -> SelectedGraph.of(bundle, "decode"))
            .as("a name of %s bytes", length)
            .isInstanceOf(BackendException.class)
            .hasCauseInstanceOf(IndexOutOfBoundsException.class)
            .hasStackTraceContaining("but found " + length);
      }
    }
  }

  @Test
  public void of_nameLongerThanThatWanted_isAnother() throws IOException {
    try (Bundle bundle = bundle(1000)) {
      assertThatThrownBy(() -> SelectedGraph.of(bundle, "decode"))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("found 0 of them among 1");
    }
  }

  private Bundle bundle(int nameBytes) throws IOException {
    Path path = folder.newFile().toPath();
    new SmallBundle().write(path);
    byte[] file = Files.readAllBytes(path);
    byte[] graph = graph(nameBytes);
    System.arraycopy(graph, 0, file, MODEL_IN_FILE, graph.length);
    Files.write(path, file);
    return Bundle.openInstalled(path); // hashes nothing
  }

  /** FlatBuffers: a vtable, its table, and what that points forward to. */
  private static byte[] graph(int nameBytes) {
    ByteBuffer graph = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    graph.putInt(0, 24); // the model
    vtable(graph, 4, 8, 2, 7); // subgraphs and signatures
    graph.putInt(24, 24 - 4).putInt(28, 36 - 28).putInt(32, 48 - 32);
    graph.putInt(36, 1).putInt(40, 44 - 40); // one subgraph
    graph.putInt(48, 1).putInt(52, 72 - 52); // one signature
    vtable(graph, 56, 5, 2, 4); // its key and the index of its subgraph
    graph.putInt(72, 72 - 56).putInt(76, 84 - 76).putInt(80, 0);
    graph.putInt(84, nameBytes);
    byte[] name = "decode".getBytes(US_ASCII);
    for (int i = 0; i < name.length; i++) {
      graph.put(88 + i, name[i]);
    }
    return graph.array();
  }

  /** Of a table with two fields of four bytes. */
  private static void vtable(ByteBuffer graph, int at, int slots, int first, int second) {
    graph.putShort(at, (short) (4 + Short.BYTES * slots)).putShort(at + 2, (short) 12);
    graph.putShort(at + 4 + Short.BYTES * first, (short) 4);
    graph.putShort(at + 4 + Short.BYTES * second, (short) 8);
  }
}
