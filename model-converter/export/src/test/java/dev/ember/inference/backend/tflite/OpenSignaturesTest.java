package dev.ember.inference.backend.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.bundle.ConversionOptions;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.tflite.SignaturePlan;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which contexts' signatures are open while caches grow, are cut, and go. */
public final class OpenSignaturesTest {
  private static final DecoderConfig CONFIG = TinyModel.TIED;
  private static final int LEAST = CONFIG.context() / 8;
  private static final int MIDDLE = CONFIG.context() / 3;
  private static final int WHOLE = CONFIG.context();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Bundle bundle;
  private TfliteBackend backend;

  @Before
  public void open() throws IOException {
    bundle = TinyModel.tieredBundle(CONFIG, Quantization.FLOAT32, folder.getRoot().toPath());
    backend = TfliteBackend.open(bundle, 1);
  }

  @After
  public void close() {
    backend.close();
    bundle.close();
  }

  @Test
  public void cache_grows_whatItOutgrewIsClosedButForTheSmallest() throws IOException {
    try (Bundle finer = bundle(48, 64, 80, 96, 112, WHOLE);
        TfliteBackend grown = TfliteBackend.open(finer, 1);
        KvCache cache = grown.newCache()) {
      read(65, cache, grown);
      assertThat(grown.openContexts()).containsExactly(48, 64, 80);
      read(32, cache, grown);
      assertThat(cache.length()).isEqualTo(97);
      assertThat(grown.openContexts()).as("80 and 96 were passed").containsExactly(48, 64, 112);
      read(16, cache, grown);
      assertThat(grown.openContexts()).containsExactly(48, 64, WHOLE);
    }
  }

  @Test
  public void caches_ofTwoSizes_keepBothOpen() {
    try (KvCache middle = backend.newCache();
        KvCache whole = backend.newCache()) {
      read(MIDDLE, middle);
      read(WHOLE - 1, whole);
      assertThat(backend.openContexts()).containsExactly(LEAST, MIDDLE, WHOLE);
      middle.truncate(1);
      read(1, middle);
      read(WHOLE - 1 - LEAST, middle);
      assertThat(backend.openContexts())
          .as("nothing had to open, so nothing was closed")
          .containsExactly(LEAST, MIDDLE, WHOLE);
    }
  }

  /** What is opened anew reads as what was never closed. */
  @Test
  public void cache_isCutAndGrowsAgain_hasTheLogitsOfOneThatNeverDid() {
    try (KvCache cache = backend.newCache();
        KvCache sound = backend.newCache()) {
      read(WHOLE - 2, cache);
      for (int length : new int[] {LEAST + 3, WHOLE - 2, LEAST - 2, MIDDLE - 1, WHOLE - 2}) {
        cache.truncate(Math.min(length, cache.length()));
        read(length - cache.length(), cache);
        sound.truncate(0);
        read(length, sound);
        assertThat(logits(cache)).as("behind %d", length).isEqualTo(logits(sound));
      }
    }
  }

  /** What a prompt would soon outgrow is not opened for it; an answer goes from one to the next. */
  @Test
  public void prompt_outgrowsTheNextContextSoon_leavesItOut() throws IOException {
    try (Bundle finer = bundle(64, 96, 128, WHOLE);
        TfliteBackend prompted = TfliteBackend.open(finer, 1);
        TfliteKvCache answer = new TfliteKvCache(prompted);
        TfliteKvCache prompt = new TfliteKvCache(prompted)) {
      answer.reserve(96); // it would keep what the prompt may open
      prompted.prefill(new int[120], 120, prompt);
      assertThat(prompt.context()).isEqualTo(128);
      assertThat(prompted.openContexts()).containsExactly(64, 128);

      prompted.prefill(new int[64], 64, answer);
      prompted.decode(1, answer, new float[CONFIG.vocabulary()]);
      assertThat(prompted.openContexts()).containsExactly(64, 96, 128);
    }
  }

  /** As where the bundle lies on a disk that cannot be written to: no part can be mapped alone. */
  @Test
  public void tiers_ofTheWholeGraph_shareItAndMayBeClosedAndReadAgain() {
    ByteBuffer graph = bundle.graph();
    ByteBuffer longer = ByteBuffer.allocateDirect(graph.remaining() + Long.BYTES);
    ((Buffer) longer.put(graph)).rewind();
    SharedWeights weights = new SharedWeights(bundle, 1, PackedWeights.IN_MEMORY);
    List<Tier> tiers = new Tiers(bundle, longer, LoadPlan.whole(bundle.manifest())).over(weights);
    Tier whole = tiers.get(2);
    try (TfliteKvCache cache = new TfliteKvCache(backend);
        KvCache sound = backend.newCache()) {
      float[] logits = new float[CONFIG.vocabulary()];
      assertThat(tiers.get(0).decode(cache).tokens()).isEqualTo(1);
      cache.reserve(WHOLE);
      for (int i = 0; i < 3; i++) {
        DecoderStep step = whole.decode(cache);
        step.feed(1, i, 0);
        step.run(cache, 1);
        step.copyLogits(0, logits);
        float[] expected = new float[CONFIG.vocabulary()];
        backend.decode(1, sound, expected);
        assertThat(logits).isEqualTo(expected);
        whole.release();
        assertThat(whole.isOpen()).isFalse();
        assertThat(tiers.get(0).isOpen()).isTrue();
      }
    } finally {
      weights.close();
      tiers.forEach(Tier::close);
    }
  }

  /** Of the same weights, with other contexts. */
  private Bundle bundle(Integer... contexts) throws IOException {
    SignaturePlan plan = new SignaturePlan(List.of(contexts), 16, 4);
    ConversionOptions options = ConversionOptions.simple(Quantization.FLOAT32, WHOLE);
    LoadedWeights weights = new LoadedWeights(TinyModel.random(CONFIG, 1));
    return TinyModel.bundle(weights, options.withSignatures(plan), folder.newFolder().toPath());
  }

  private void read(int count, KvCache cache) {
    read(count, cache, backend);
  }

  /** Tokens by their position, one by one, so that both ways to a length sum the same. */
  private static void read(int count, KvCache cache, Backend by) {
    float[] unread = new float[CONFIG.vocabulary()];
    for (int i = 0; i < count; i++) {
      by.decode(cache.length() % 7, cache, unread);
    }
  }

  private float[] logits(KvCache cache) {
    float[] logits = new float[CONFIG.vocabulary()];
    Arrays.fill(logits, Float.NaN);
    backend.decode(1, cache, logits);
    cache.truncate(cache.length() - 1);
    return logits;
  }
}
