package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.Muon;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ComputeDeviceTest {
  /**
   * A device of libtorch that every build has: its tensors have shapes and no values. As on a GPU,
   * element by element it refuses a tensor that lies in the processor's memory; other operations do
   * not look. Rows of a table it cannot select.
   */
  private static final String META = "meta";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void loss_weightsOnAnotherDevice_isMadeThereWithItsGradient() {
    Shapes.all().forEach((name, config) -> learnOnMeta(name, config, Precision.FLOAT32));
    learnOnMeta("bfloat16", TinyModel.CONFIG, Precision.BFLOAT16);
  }

  private static void learnOnMeta(String shape, DecoderConfig config, Precision precision) {
    try (Parameters near = Parameters.random(config, 1);
        PointerScope scope = new PointerScope();
        Parameters far = near.on(new Device(META));
        LoraWeights lora = LoraWeights.random(far, 2, 4, 1)) {
      learn(new Gpt(far, precision), far.flat());
      assertThat(far.flat().grad().is_meta()).as(shape).isTrue();
      learn(new Gpt(lora, precision), far.flat());
      assertThat(lora.adapters().flat().grad().is_meta()).as(shape).isTrue();
      assertThat(far.areOnProcessor()).isFalse();
    }
  }

  /** Behind the embedding and without the choice of scored rows. */
  private static void learn(Gpt gpt, Tensor other) {
    Batch batch = TinyModel.batch(2, ScoredPositions.FILL / 2, 1);
    Map<String, Tensor> views = gpt.views();
    Tensor made = torch.ones(2L * batch.length(), gpt.config().hidden());
    Tensor x = beside(other, made).to(gpt.precision().type()); // [B*T, E]
    Attention attention = new Attention(gpt.config(), batch, gpt.precision(), x);
    Tensor hidden = gpt.hidden(views, x, attention, new Dropout(0.5)); // [B*T, E]
    Tensor targets = new ScoredPositions(batch).targets(hidden); // [B*T]
    assertThat(targets.is_meta()).isTrue(); // which cross entropy would not ask there
    Tensor loss =
        gpt.loss(
            views,
            hidden,
            (logits, from) ->
                torch.cross_entropy_loss(logits, targets.narrow(0, from, logits.size(0))));
    assertThat(loss.is_meta()).isTrue();
    loss.backward();
  }

  @Test
  public void state_ofAnOptimizer_liesBesideItsWeights() {
    try (Parameters near = Parameters.random(TinyModel.CONFIG, 1);
        PointerScope scope = new PointerScope();
        Parameters far = near.on(new Device(META));
        AdamW adam = new AdamW(far, AdamW.Options.GPT3);
        Muon muon = new Muon(far, AdamW.Options.GPT3, 1, Precision.FLOAT32)) {
      assertThat(adam.state()).hasSize(2).allSatisfy((name, state) -> requireMeta(state));
      assertThat(muon.state()).hasSize(3).allSatisfy((name, state) -> requireMeta(state));
    }
  }

  /** Only there is nothing to read. */
  private static void requireMeta(Supplier<float[]> state) {
    assertThatThrownBy(state::get).hasMessageContaining("Cannot copy out of meta tensor");
  }

  @Test
  public void restore_stateOfAnOptimizer_isReadBackAsItWas() {
    try (Parameters weights = Parameters.random(TinyModel.CONFIG, 1);
        Parameters moved = weights.on(ComputeDevice.CPU, 0);
        Parameters other = Parameters.random(TinyModel.CONFIG, 2);
        Parameters wide = other.inDoublePrecision();
        Muon muon = new Muon(moved, AdamW.Options.GPT3, 1, Precision.FLOAT32)) {
      float[] values = weights.toArray();
      assertThat(moved.toArray()).isEqualTo(values);
      Map<String, float[]> state = new HashMap<>();
      for (String name : muon.state().keySet()) {
        float[] own = values.clone();
        for (int i = 0; i < own.length; i++) {
          own[i] += state.size() + 1;
        }
        state.put(name, own);
      }
      muon.restore(3, state);
      muon.state().forEach((name, now) -> assertThat(now.get()).isEqualTo(state.get(name)));
      wide.load(values);
      assertThat(wide.toArray()).as("by way of a tensor").isEqualTo(values);
    }
  }

  @Test
  public void requireCuda_whatIsMissing_isSaid() {
    assertThatThrownBy(() -> ComputeDevice.requireCuda(false, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected libtorch's natives for CUDA")
        .hasMessageContaining("EMBER_CUDA=1");
    assertThatThrownBy(() -> ComputeDevice.requireCuda(true, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a GPU with --device cuda but the NVIDIA driver shows none");
    assertThatCode(() -> ComputeDevice.requireCuda(true, () -> true)).doesNotThrowAnyException();
  }

  @Test
  public void hasCudaNatives_asTheJarForCudaHasThem_areFound() throws IOException {
    ClassLoader tests = ComputeDeviceTest.class.getClassLoader();
    assertThat(ComputeDevice.hasCudaNatives(tests)).as("natives for the processor").isFalse();
    Path natives =
        temporary.newFolder("org", "bytedeco", "pytorch", Loader.getPlatform() + "-gpu").toPath();
    Files.createFile(natives.resolve(System.mapLibraryName("jnitorch")));
    URL root = temporary.getRoot().toURI().toURL();
    try (URLClassLoader withThem = new URLClassLoader(new URL[] {root}, tests)) {
      assertThat(ComputeDevice.hasCudaNatives(withThem)).isTrue();
    }
  }

  @Test
  public void requireCuda_librariesThatAreNotInstalled_areNamed() {
    String missing = "libcudart.so.13: cannot open shared object file";
    assertThatThrownBy(
            () ->
                ComputeDevice.requireCuda(
                    true,
                    () -> {
                      throw new UnsatisfiedLinkError(missing);
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected CUDA 13.1 with cuBLAS, cuDNN and NCCL on this machine")
        .hasMessageEndingWith(missing);
  }

  @Test
  public void valueOfOption_anotherWord_isRefused() {
    assertThat(ComputeDevice.valueOfOption("CUDA")).isEqualTo(ComputeDevice.CUDA);
    assertThatThrownBy(() -> ComputeDevice.valueOfOption("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected --device cpu or cuda but found gpu");
  }
}
