package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.bundle.MemorySum.Opened;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What of a model with three sizes of its cache is loaded, by the memory that is free. */
public final class LoadPlanTest {
  private static final DecoderConfig CONFIG = TinyModel.TIED;
  private static final int WHOLE = CONFIG.context();
  private static final int MIDDLE = WHOLE / 3;
  private static final int LEAST = WHOLE / 8;

  /** Float32, one row at a time or several; logits are about 1 to 10. */
  private static final float ROUNDING = 2e-4f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Bundle bundle;

  @Before
  public void write() throws IOException {
    bundle = TinyModel.tieredBundle(CONFIG, Quantization.FLOAT32, folder.getRoot().toPath());
  }

  @After
  public void close() {
    bundle.close();
  }

  @Test
  public void fitting_enoughMemory_isTheWholeModel() {
    Manifest manifest = bundle.manifest();
    LoadPlan plan = LoadPlan.fitting(manifest, manifest.memoryBytes());

    assertThat(plan).isEqualTo(LoadPlan.whole(manifest));
    assertThat(plan.isWhole(manifest)).isTrue();
    assertThat(plan.neededBytes()).isEqualTo(all(LEAST, MIDDLE, WHOLE));
  }

  /** A table that is also the last layer is one tensor of the file, in whatever type. */
  @Test
  public void whole_eachQuantization_isWhatTheExporterSaid() throws IOException {
    for (Quantization kind : List.of(Quantization.FLOAT32, Quantization.INT8_PER_CHANNEL)) {
      try (Bundle stored = TinyModel.tieredBundle(CONFIG, kind, folder.newFolder().toPath())) {
        Manifest manifest = stored.manifest();
        assertThat(LoadPlan.whole(manifest).neededBytes())
            .as("%s", kind)
            .isEqualTo(manifest.memoryBytes());
      }
    }
  }

  @Test
  public void fitting_lessMemory_isTheLargestContextThatFits() {
    assertThat(fitting(all(LEAST, MIDDLE, WHOLE) - 1).context()).isEqualTo(MIDDLE);
    assertThat(fitting(all(LEAST, MIDDLE)).context()).isEqualTo(MIDDLE);
    assertThat(fitting(all(LEAST, MIDDLE) - 1).context()).isEqualTo(LEAST);
    assertThat(fitting(all(LEAST)).opened()).isEqualTo(Opened.ALL);
  }

  @Test
  public void fitting_stillLess_isOneSignatureAndSaysWhatItNeeds() {
    long least = MemorySum.of(bundle.manifest()).bytes(List.of(LEAST), Opened.DECODE);
    for (long free : new long[] {all(LEAST) - 1, least, least - 1, 0}) {
      LoadPlan plan = fitting(free);
      assertThat(plan).isEqualTo(new LoadPlan(LEAST, Opened.DECODE, least));
    }
    assertThat(least).isLessThan(all(LEAST));
  }

  @Test
  public void sentence_ofAPart_namesModelMemoryAndTokens() {
    assertThat(fitting(all(LEAST, MIDDLE)).sentence(bundle.manifest()))
        .matches(
            "There is not enough free memory for all of Tiny \\(\\d+ MB\\): it sees 50 of 150"
                + " tokens\\.");
    assertThat(fitting(0).sentence(bundle.manifest()))
        .endsWith("it sees 18 of 150 tokens and reads prompts one token at a time.");
  }

  @Test
  public void open_smallerContext_givesTheWholeModelsBitsUntilItIsFull() {
    LoadPlan plan = fitting(all(LEAST, MIDDLE));
    try (Backend part = open(plan);
        Backend whole = open(LoadPlan.whole(bundle.manifest()))) {
      assertThat(part.config().context()).isEqualTo(MIDDLE);
      assertThat(logits(part, MIDDLE)).isEqualTo(logits(whole, MIDDLE));
    }
  }

  @Test
  public void open_smallerContext_refusesTheTokenBeyondIt() {
    try (Backend part = open(fitting(all(LEAST, MIDDLE)));
        KvCache cache = part.newCache()) {
      part.prefill(new int[MIDDLE], MIDDLE, cache);

      assertThat(cache.capacity()).isEqualTo(MIDDLE);
      assertThatThrownBy(() -> part.decode(1, cache, new float[CONFIG.vocabulary()]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected at most 0 more positions");
    }
  }

  @Test
  public void open_oneSignature_readsPromptsAndAnswersAsTheWhole() {
    try (Backend part = open(fitting(0));
        Backend whole = open(LoadPlan.whole(bundle.manifest()))) {
      assertThat(part.prefillChunk()).isEqualTo(1);
      assertThat(part.verifyTokens()).isEqualTo(1);
      float[] found = logits(part, LEAST);
      float[] expected = logits(whole, LEAST);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Math.abs(found[i] - expected[i])).isLessThan(ROUNDING);
      }
    }
  }

  private LoadPlan fitting(long freeBytes) {
    return LoadPlan.fitting(bundle.manifest(), freeBytes);
  }

  private long all(Integer... contexts) {
    return MemorySum.of(bundle.manifest()).bytes(List.of(contexts), Opened.ALL);
  }

  private Backend open(LoadPlan plan) {
    return TfliteBackend.open(bundle, 1, PackedWeights.IN_MEMORY, plan);
  }

  /** Of the last of so many tokens, the others read as a prompt. */
  private static float[] logits(Backend backend, int positions) {
    int[] prompt = new int[positions - 1];
    for (int i = 0; i < prompt.length; i++) {
      prompt[i] = 7 * i % CONFIG.vocabulary();
    }
    float[] logits = new float[CONFIG.vocabulary()];
    try (KvCache cache = backend.newCache()) {
      backend.prefill(prompt, prompt.length, cache);
      backend.decode(5, cache, logits);
    }
    return logits;
  }
}
