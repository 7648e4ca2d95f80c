package dev.ember.inference.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Layer by layer or token by token: the same bits. */
public final class LayerwisePassTest {

  @Test
  public void logits_everyPosition_areTheReferencesBitForBit() throws IOException {
    for (boolean tied : new boolean[] {true, false}) {
      DecoderConfig config = SmallModel.config(tied);
      DecoderWeights weights = SmallModel.weights(config, 3);
      List<int[]> texts = List.of(text(config, 1), text(config, 7), text(config, 30));
      LayerwisePass pass = new LayerwisePass(config, RowReader.of(weights), texts);
      while (pass.layer() < config.layers()) {
        for (int text = 0; text < texts.size(); text++) {
          pass.run(text, LinearObserver.NONE);
        }
        pass.endLayer();
      }
      for (int text = 0; text < texts.size(); text++) {
        assertLogits(pass, text, texts.get(text), weights);
      }
    }
  }

  @Test
  public void run_observer_seesTheWholeTextBeforeEachProduct() throws IOException {
    DecoderConfig config = SmallModel.config(true);
    List<int[]> texts = List.of(text(config, 5), text(config, 9));
    LayerwisePass pass =
        new LayerwisePass(config, RowReader.of(SmallModel.weights(config, 3)), texts);
    List<String> seen = new ArrayList<>();
    pass.run(1, (weight, inputs, count) -> seen.add(weight + " " + count));
    assertThat(seen)
        .containsExactly(
            "layers.0.qkv 9",
            "layers.0.attention_output 9",
            "layers.0.gate_up 9",
            "layers.0.down 9");
  }

  @Test
  public void logits_beforeTheLastLayer_throws() throws IOException {
    DecoderConfig config = SmallModel.config(true);
    List<int[]> texts = List.of(text(config, 5));
    LayerwisePass pass =
        new LayerwisePass(config, RowReader.of(SmallModel.weights(config, 3)), texts);
    assertThatThrownBy(() -> pass.logits(0, 0, 1, new float[config.vocabulary()]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("layers to be done but found 0");
  }

  @Test
  public void run_unreadableWeights_throwsTheReadersError() throws IOException {
    DecoderConfig config = SmallModel.config(true);
    RowReader good = RowReader.of(SmallModel.weights(config, 3));
    RowReader failing =
        (tensor, firstRow, count, into) -> {
          if (tensor.name().endsWith("gate_up")) {
            throw new IOException("no " + tensor.name());
          }
          good.read(tensor, firstRow, count, into);
        };
    List<int[]> texts = List.of(text(config, 5), text(config, 6));
    LayerwisePass pass = new LayerwisePass(config, failing, texts);
    assertThatThrownBy(() -> pass.run(1, LinearObserver.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("no layers.0.gate_up");
  }

  private static void assertLogits(
      LayerwisePass pass, int number, int[] text, DecoderWeights weights) throws IOException {
    int vocabulary = weights.config().vocabulary();
    float[] all = new float[text.length * vocabulary];
    pass.logits(number, 0, text.length, all);
    float[] last = new float[vocabulary];
    pass.logits(number, text.length - 1, 1, last);
    try (ReferenceBackend reference = new ReferenceBackend(weights);
        KvCache cache = reference.newCache()) {
      float[] expected = new float[vocabulary];
      for (int t = 0; t < text.length; t++) {
        reference.decode(text[t], cache, expected);
        float[] found = new float[vocabulary];
        System.arraycopy(all, t * vocabulary, found, 0, vocabulary);
        assertThat(found).isEqualTo(expected);
      }
      assertThat(last).isEqualTo(expected);
    }
  }

  private static int[] text(DecoderConfig config, int length) {
    return new Random(length).ints(length, 0, config.vocabulary()).toArray();
  }
}
