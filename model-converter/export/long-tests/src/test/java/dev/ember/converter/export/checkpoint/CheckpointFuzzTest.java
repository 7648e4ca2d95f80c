package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.testing.FuzzCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/**
 * Damages whole checkpoints at random. Whatever comes of it is a model or an {@link IOException},
 * never another exception, and never a wait.
 */
public final class CheckpointFuzzTest {
  private static final int CASES = 20_000;
  private static final long SEED = 20_261_127;
  private static final int MOST_CHANGES = 4;

  /** What a reader of JSON or of lengths might trip over. */
  private static final List<String> BITS =
      List.of(
          "0",
          "-1",
          "1e999",
          "4294967296",
          "9223372036854775807",
          "null",
          "true",
          "[]",
          "{}",
          "\"",
          "[[[[",
          "\u0000",
          "F64",
          "\"model_type\"",
          ",",
          ":",
          "NaN",
          "0.5",
          "\\ud800");

  /** Long enough for a busy machine: it takes seconds. */
  @Rule public final Timeout patience = Timeout.seconds(600);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Random random = new Random(SEED);
  private final List<Path> checkpoints = new ArrayList<>();

  @Before
  public void writeCheckpoints() throws IOException {
    for (ModelFamily family : ModelFamily.values()) {
      Path path = folder.newFolder().toPath();
      new CheckpointFolder(path, family, TinyModel.random(family.config(), 1))
          .inShards(family.ordinal() % 3)
          .write();
      checkpoints.add(path);
    }
  }

  @Test
  public void open_damaged_isAModelOrAnErrorOfTheFile() throws IOException {
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Path checkpoint = checkpoints.get(random.nextInt(checkpoints.size()));
      Path victim = victim(checkpoint);
      byte[] whole = Files.readAllBytes(victim);
      byte[] damaged = damage(whole, victim.toString().endsWith(".safetensors"));
      FuzzCase.replace(victim, damaged);
      try {
        readSomeOf(checkpoint);
        opened++;
      } catch (IOException said) {
        assertThat(said.getMessage()).as("case %d", i).isNotEmpty();
        refused++;
      } catch (RuntimeException | Error crash) {
        throw new AssertionError("seed " + SEED + ", case " + i + ", " + victim, crash);
      }
      FuzzCase.replace(victim, whole);
    }
    assertThat(opened).isGreaterThan(CASES / 100);
    assertThat(refused).isGreaterThan(CASES / 2);
  }

  /** A row: all headers, names and shapes were looked at before. */
  private void readSomeOf(Path checkpoint) throws IOException {
    try (ModelSource source = HuggingFaceModel.open(checkpoint)) {
      WeightSource weights = source.weights();
      List<TensorSpec> all = TensorSpec.inFileOrder(weights.config());
      TensorSpec tensor = all.get(random.nextInt(all.size()));
      weights.read(tensor, 0, 1, new float[tensor.columns()]);
      source.chat();
      source.notes();
    }
  }

  private Path victim(Path checkpoint) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(checkpoint, "*.{json,safetensors}")) {
      stream.forEach(files::add);
    }
    files.removeIf(file -> file.endsWith("tokenizer.json")); // not read here
    files.sort(null);
    return files.get(random.nextInt(files.size()));
  }

  /** Of a safetensors file mostly the header: damaged values are values. */
  private byte[] damage(byte[] whole, boolean safetensors) {
    byte[] bytes = whole.clone();
    int reach = bytes.length;
    if (safetensors) {
      reach = Math.min(reach, 8 + (bytes[0] & 0xff | (bytes[1] & 0xff) << 8));
    }
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && bytes.length > 1; i++) {
      bytes = change(bytes, Math.min(reach, bytes.length));
    }
    return bytes;
  }

  private byte[] change(byte[] bytes, int reach) {
    int at = random.nextInt(reach);
    return switch (random.nextInt(5)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> spliced(bytes, at, Math.min(bytes.length - at, 1 + random.nextInt(30)), "");
      case 2 -> spliced(bytes, at, 0, BITS.get(random.nextInt(BITS.size())));
      case 3 -> {
        int length = Math.min(bytes.length - at, random.nextInt(8));
        yield spliced(bytes, at, length, BITS.get(random.nextInt(BITS.size())));
      }
      default -> withOtherDigit(bytes, at);
    };
  }

  /** Changes the next digit, which is part of a size, a shape or an offset. */
  private byte[] withOtherDigit(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        bytes[i] = (byte) ('0' + random.nextInt(10));
        return bytes;
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, int removed, String inserted) {
    byte[] middle = inserted.getBytes(StandardCharsets.UTF_8);
    byte[] result = new byte[bytes.length - removed + middle.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(middle, 0, result, at, middle.length);
    int rest = at + removed;
    System.arraycopy(bytes, rest, result, at + middle.length, bytes.length - rest);
    return result;
  }
}
