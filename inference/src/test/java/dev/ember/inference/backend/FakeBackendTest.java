package dev.ember.inference.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.testing.FloatArrays;
import org.junit.Test;

public final class FakeBackendTest extends BackendContractTest {

  @Override
  protected Backend newBackend() {
    return new FakeBackend(SmallModel.config(true));
  }

  @Override
  protected float chunkingTolerance() {
    return 0;
  }

  @Test
  public void decode_scriptedAnswer_isTheArgmaxStepByStep() {
    try (FakeBackend backend = new FakeBackend(SmallModel.config(true));
        KvCache cache = backend.newCache()) {
      backend.answer(10, 11, 12);
      float[] logits = new float[backend.config().vocabulary()];
      int[] read = {5, 10, 11, 6, 10};
      int[] next = {10, 11, 12, 10, 11};
      for (int i = 0; i < read.length; i++) {
        backend.decode(read[i], cache, logits);
        assertThat(FloatArrays.argmax(logits)).as("step %d", i).isEqualTo(next[i]);
      }
    }
  }

  @Test
  public void decode_failingCall_throwsOnce() {
    try (FakeBackend backend = new FakeBackend(SmallModel.config(true));
        KvCache cache = backend.newCache()) {
      float[] logits = new float[backend.config().vocabulary()];
      backend.failAtDecode(1);
      backend.decode(1, cache, logits);
      assertThatThrownBy(() -> backend.decode(2, cache, logits))
          .isInstanceOf(BackendException.class)
          .hasMessage("fake: decode failed: as the script says");
      backend.decode(3, cache, logits);
    }
  }
}
