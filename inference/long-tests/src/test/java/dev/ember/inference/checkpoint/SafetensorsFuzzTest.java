package dev.ember.inference.checkpoint;

import static dev.ember.inference.testing.FuzzCase.isRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.testing.FuzzCase;
import dev.ember.inference.testing.JsonMutator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Headers restructured at random, with lengths that lie: each is read, or the file is blamed. */
public final class SafetensorsFuzzTest {
  private static final int CASES = 20_000;
  private static final String HEADER =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
          + "\"b\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[24,28]},"
          + "\"c\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[28,36]}}";
  private static final int DATA_BYTES = 36;
  private static final long[] LENGTHS = {
    0, 1, 7, -1, 1 << 16, 1 << 21, 100_000_000, Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE
  };

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void header_restructured_isReadOrRefused() throws IOException {
    JsonMutator mutator = new JsonMutator(HEADER);
    Path path = folder.getRoot().toPath().resolve("mutant.safetensors");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      FuzzCase.replace(path, file(mutator, new Random(i)));
      refused +=
          isRefused(i, CheckpointFormatException.class, () -> read(path), "expected", "found")
              ? 1
              : 0;
    }
    assertThat(refused).isBetween(CASES / 2, CASES - CASES / 50); // or it is no test
  }

  private static byte[] file(JsonMutator mutator, Random random) {
    byte[] header = mutator.mutant(random).getBytes(UTF_8);
    for (int changes = random.nextInt(6) - 4; changes > 0 && header.length > 0; changes--) {
      header[random.nextInt(header.length)] = (byte) random.nextInt(256);
    }
    boolean lies = random.nextInt(10) == 0;
    long length = lies ? LENGTHS[random.nextInt(LENGTHS.length)] : header.length;
    int data = random.nextInt(10) == 0 ? random.nextInt(2 * DATA_BYTES) : DATA_BYTES;
    return ByteBuffer.allocate(Long.BYTES + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }

  /** Asks for all values; each must have the place that its shape promises. */
  private static void read(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (SafetensorsTensor tensor : file.tensors()) {
        long elements = 1;
        for (long length : tensor.shape()) {
          elements = Math.multiplyExact(elements, length);
        }
        assertThat(tensor.bytes()).isEqualTo(elements * tensor.type().bytes());
        if (tensor.type().readsAsFloat()) {
          assertThat(file.floats(tensor.name())).hasSize(Math.toIntExact(elements));
        }
      }
    }
  }
}
