package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Precision;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** On the bundle that tests compute with. */
public final class BundledModelTest {
  private static final Path BUNDLE = Path.of(System.getProperty("ember.test-model"));

  /** Logits of about 10, added up in another order. */
  private static final float ROUNDING = 2e-3f;

  @Test
  public void openToJudge_aBundle_computesWhatTheReferenceDoesAndSpeaksLikeIt() throws IOException {
    try (Checkpoint model = Checkpoint.openToJudge(BUNDLE);
        Bundle bundle = Bundle.open(BUNDLE);
        ReferenceBackend reference = new ReferenceBackend(bundle.weights());
        KvCache cache = reference.newCache()) {
      int[] prompt =
          new AnswerEncoder(model.template(), model.tokenizer())
              .prompt(List.of(Message.user("Who are you?")));
      float[] all = new Gpt(model.parameters(), Precision.FLOAT32).logits(prompt); // [T * V]
      float[] expected = new float[model.parameters().config().vocabulary()]; // [V]
      for (int token : prompt) {
        reference.decode(token, cache, expected);
      }
      float[] last = Arrays.copyOfRange(all, all.length - expected.length, all.length);
      assertThat(last).containsExactly(expected, within(ROUNDING));
      assertThat(model.chat().sampling()).isEqualTo(bundle.manifest().sampling());
      assertThat(model.chat().stopTokens()).containsAll(bundle.manifest().stopTokens());
    }
  }

  @Test
  public void open_aBundle_isNothingToLearnFrom() {
    assertThatThrownBy(() -> Checkpoint.open(BUNDLE))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("imported already");
  }
}
