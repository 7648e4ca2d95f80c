package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.Muon;
import dev.ember.inference.model.DecoderConfig;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.Test;

public final class ComputeDeviceTest {
  /**
   * A device of libtorch that every build has: its tensors have shapes and no values, and as on a
   * GPU an operation on it refuses a tensor that lies in the processor's memory. Rows of a table it
   * cannot select.
   */
  private static final String META = "meta";

  @Test
  public void loss_weightsOnAnotherDevice_makesEveryTensorThere() {
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
  public void state_ofAnOptimizer_liesBesideItsWeightsAndComesBackAsItWas() {
    try (Parameters weights = Parameters.random(TinyModel.CONFIG, 1);
        Parameters moved = weights.on(ComputeDevice.CPU, 0);
        AdamW adam = new AdamW(moved, AdamW.Options.GPT3);
        Muon muon = new Muon(moved, AdamW.Options.GPT3, 1, Precision.FLOAT32)) {
      assertThat(moved.toArray()).isEqualTo(weights.toArray());
      adam.state().values().forEach(state -> assertThat(state.get()).containsOnly(0f));
      muon.state().values().forEach(state -> assertThat(state.get()).containsOnly(0f));
    }
  }

  @Test
  public void requireCuda_whatIsMissing_isSaid() {
    assertThatThrownBy(() -> ComputeDevice.requireCuda(() -> false, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected libtorch's natives for CUDA")
        .hasMessageContaining("EMBER_CUDA=1");
    assertThatThrownBy(() -> ComputeDevice.requireCuda(() -> true, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a GPU with --device cuda but the NVIDIA driver shows none");
    assertThatCode(() -> ComputeDevice.requireCuda(() -> true, () -> true))
        .doesNotThrowAnyException();
  }

  @Test
  public void requireCuda_librariesThatAreNotInstalled_areNamed() {
    String missing = "libcudart.so.13: cannot open shared object file";
    assertThatThrownBy(
            () ->
                ComputeDevice.requireCuda(
                    () -> {
                      throw new UnsatisfiedLinkError(missing);
                    },
                    () -> true))
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
