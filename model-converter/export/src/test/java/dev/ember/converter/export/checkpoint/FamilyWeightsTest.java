package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.checkpoint.SafetensorsType;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Every family's files, written by the tests, against the weights that were written. */
@RunWith(Parameterized.class)
public final class FamilyWeightsTest {
  /** Zero-centred gains are stored as the difference from 1, which rounds once. */
  private static final float ROUNDED_ONCE = 1e-6f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Parameter public ModelFamily family = ModelFamily.LLAMA;

  private DecoderWeights written;
  private CheckpointFolder checkpoint;

  @Parameters(name = "{0}")
  public static List<ModelFamily> families() {
    return List.of(ModelFamily.values());
  }

  @Before
  public void describe() {
    written = TinyModel.random(family.config(), 1);
    checkpoint = new CheckpointFolder(folder.getRoot().toPath(), family, written);
  }

  @Test
  public void read_wholeFolder_givesConfigAndWeightsOfTheFamily() throws IOException {
    DecoderWeights found = load(checkpoint.write());
    assertThat(found.config()).isEqualTo(written.config());
    for (TensorSpec tensor : TensorSpec.inFileOrder(written.config())) {
      assertThat(found.tensor(tensor.name()))
          .as(tensor.name())
          .containsExactly(written.tensor(tensor.name()), within(ROUNDED_ONCE));
    }
  }

  @Test
  public void read_inShards_isTheSame() throws IOException {
    DecoderWeights whole = load(checkpoint.write());
    Path sharded = folder.newFolder().toPath();
    CheckpointFolder same = new CheckpointFolder(sharded, family, written).inShards(4);
    assertSame(load(same.write()), whole);
  }

  @Test
  public void read_halves_areWidened() throws IOException {
    for (SafetensorsType type : List.of(SafetensorsType.F16, SafetensorsType.BF16)) {
      for (String name : checkpoint.tensorNames()) {
        float[] values = checkpoint.tensor(name).values();
        for (int i = 0; i < values.length; i++) {
          values[i] = rounded(type, values[i]);
        }
      }
      DecoderWeights floats = load(checkpoint.storedAs(SafetensorsType.F32).write());
      assertSame(load(checkpoint.storedAs(type).write()), floats);
    }
  }

  @Test
  public void read_aFewRows_areThoseOfTheWhole() throws IOException {
    Path path = checkpoint.write();
    DecoderWeights whole = load(path);
    try (ModelSource source = HuggingFaceModel.open(path)) {
      WeightSource weights = source.weights();
      for (TensorSpec tensor : TensorSpec.inFileOrder(weights.config())) {
        for (int first = 0; first < tensor.rows(); first += 5) {
          int count = Math.min(7, tensor.rows() - first);
          float[] rows = new float[count * tensor.columns()];
          weights.read(tensor, first, count, rows);
          int from = first * tensor.columns();
          assertThat(rows)
              .as("%s from row %d", tensor.name(), first)
              .isEqualTo(Arrays.copyOfRange(whole.tensor(tensor.name()), from, from + rows.length));
        }
      }
    }
  }

  @Test
  public void open_anyTensorMissing_isRefusedNamingIt() throws IOException {
    for (String name : List.copyOf(checkpoint.tensorNames())) {
      Path other = folder.newFolder().toPath();
      CheckpointFolder lacking = new CheckpointFolder(other, family, written).withoutTensor(name);
      refuses(lacking, name, "none");
    }
  }

  @Test
  public void open_anyTensorOfAnotherShape_isRefusedWithBoth() throws IOException {
    for (String name : List.copyOf(checkpoint.tensorNames())) {
      Path other = folder.newFolder().toPath();
      CheckpointFolder odd = new CheckpointFolder(other, family, written);
      refuses(odd.tensor(name, List.of(3L, 1L), 1, 2, 3), name, "but found [3, 1]");
    }
  }

  @Test
  public void open_strayTensors_areRefusedNamingThem() throws IOException {
    checkpoint.tensor("model.extra.bias", List.of(1L), 1).tensor("another", List.of(1L), 1);
    refuses(checkpoint, "model.extra.bias", "model.extra.bias, another");
  }

  @Test
  public void read_infinity_isRefusedNamingTensorAndElement() throws IOException {
    String norm = family == ModelFamily.GPT2 ? "transformer.ln_f.weight" : "model.norm.weight";
    checkpoint.tensor(norm).values()[5] = Float.NEGATIVE_INFINITY;
    Path path = checkpoint.write();
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining(norm + "[5]: expected a finite number but found -Infinity");
  }

  private static void assertSame(DecoderWeights found, DecoderWeights expected) {
    assertThat(found.config()).isEqualTo(expected.config());
    for (TensorSpec tensor : TensorSpec.inFileOrder(expected.config())) {
      assertThat(found.tensor(tensor.name()))
          .as(tensor.name())
          .isEqualTo(expected.tensor(tensor.name()));
    }
    assertThat(found.tensor(TensorName.EMBEDDING)).isEqualTo(expected.tensor(TensorName.EMBEDDING));
  }

  private static float rounded(SafetensorsType type, float value) {
    return type == SafetensorsType.F16
        ? HalfFloat.f16ToFloat(HalfFloat.floatToF16(value))
        : HalfFloat.bf16ToFloat(HalfFloat.floatToBf16(value));
  }

  private static DecoderWeights load(Path folder) throws IOException {
    try (ModelSource source = HuggingFaceModel.open(folder)) {
      return LoadedWeights.load(source.weights());
    }
  }

  private static void refuses(CheckpointFolder checkpoint, String tensor, String message)
      throws IOException {
    Path path = checkpoint.write();
    assertThatThrownBy(() -> load(path))
        .as(tensor)
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining(tensor)
        .hasMessageContaining(message);
  }
}
