package dev.ember.inference.backend.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Memory that ends while a cache grows, or while the signatures that are to read it are opened. */
public final class ShortMemoryTest {
  private static final DecoderConfig CONFIG = TinyModel.TIED;
  private static final int LEAST = CONFIG.context() / 8;
  private static final int MIDDLE = CONFIG.context() / 3;
  private static final int[] TOKENS = new int[LEAST - 2];

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Bundle bundle;
  private TfliteBackend backend;

  private final List<NativeFloats> taken = new ArrayList<>();
  private int left = Integer.MAX_VALUE; // so many may still be taken

  @Before
  public void open() throws IOException {
    Arrays.setAll(TOKENS, i -> i % 7);
    bundle = TinyModel.tieredBundle(CONFIG, Quantization.FLOAT32, folder.getRoot().toPath());
    backend = TfliteBackend.open(bundle, 1);
  }

  @After
  public void close() {
    backend.close();
    bundle.close();
  }

  @Test
  public void reserve_memoryEndsHalfWay_isAsItWasAndGoesOnAtItsSize() {
    try (TfliteKvCache cache = new TfliteKvCache(backend, this::take);
        KvCache sound = backend.newCache()) {
      backend.prefill(TOKENS, TOKENS.length, cache);
      backend.prefill(TOKENS, TOKENS.length, sound);
      List<NativeFloats> memory = cache.memory();
      left = 3;
      assertThatThrownBy(() -> cache.reserve(LEAST + 1))
          .isInstanceOfSatisfying(
              BackendException.class, refused -> assertThat(refused.isOutOfMemory()).isTrue())
          .hasMessageEndingWith(
              "making room for 50 tokens failed: there is not enough memory for it");

      assertThat(cache.context()).isEqualTo(LEAST);
      assertThat(cache.bytes()).isEqualTo(CONFIG.cacheBytesPerToken() * LEAST);
      assertThat(cache.memory()).isSameAs(memory);
      assertThat(taken).filteredOn(floats -> !isFreed(floats)).isEqualTo(memory);
      assertThat(logits(cache)).as("at its size").isEqualTo(logits(sound));
      left = Integer.MAX_VALUE;
      backend.prefill(TOKENS, TOKENS.length, cache);
      backend.prefill(TOKENS, TOKENS.length, sound);
      assertThat(cache.context()).isEqualTo(MIDDLE);
      assertThat(logits(cache)).as("where there is memory again").isEqualTo(logits(sound));
    }
  }

  @Test
  public void newCache_memoryEndsHalfWay_keepsNothing() {
    left = 1;
    assertThatThrownBy(() -> new TfliteKvCache(backend, this::take))
        .isInstanceOf(BackendException.class);
    assertThat(taken).hasSize(1).allMatch(ShortMemoryTest::isFreed);
  }

  /** The runtime refuses to prepare a graph over a cache that is too small for it. */
  @Test
  public void tier_cannotBeOpened_opensTheNextTime() {
    SharedWeights weights = new SharedWeights(bundle, 1, PackedWeights.IN_MEMORY);
    List<Tier> tiers =
        new Tiers(bundle, bundle.graph(), LoadPlan.whole(bundle.manifest())).over(weights);
    Tier least = tiers.get(0);
    Tier middle = tiers.get(1);
    try (TfliteKvCache small = new TfliteKvCache(backend);
        TfliteKvCache cache = new TfliteKvCache(backend);
        KvCache sound = backend.newCache()) {
      float[] first = logits(sound);
      float[] second = logits(sound);
      assertThat(logits(least, small)).as("whose graph packs the weights").isEqualTo(first);
      assertThatThrownBy(() -> middle.decode(cache))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("allocating tensors");
      cache.reserve(MIDDLE);
      assertThat(logits(middle, cache)).isEqualTo(first);
      assertThat(logits(least, small)).as("beside the other").isEqualTo(second);
      assertThat(logits(middle, cache)).isEqualTo(second);
    } finally {
      weights.close();
      tiers.forEach(Tier::close);
    }
  }

  @Test
  public void tier_memoryEndsWhileItIsOpened_saysSoAndOpensTheNextTime() {
    SharedWeights weights = new SharedWeights(bundle, 1, PackedWeights.IN_MEMORY);
    boolean[] isShort = {true};
    Tier.Model model = new Tier.Model(CONFIG, bundle.embeddings(), ropes(isShort));
    GraphPart whole = new GraphPart(bundle::graph, weights);
    List<LazyStep> steps = new ArrayList<>();
    for (Manifest.Signature shape : bundle.manifest().signatures()) {
      if (shape.context() == LEAST) {
        steps.add(new LazyStep(shape, whole, model));
      }
    }
    Tier tier = new Tier(LEAST, steps, CONFIG);
    try (TfliteKvCache cache = new TfliteKvCache(backend);
        KvCache sound = backend.newCache()) {
      assertThatThrownBy(() -> tier.decode(cache))
          .isInstanceOfSatisfying(
              BackendException.class, refused -> assertThat(refused.isOutOfMemory()).isTrue())
          .hasMessageContaining("opening the signatures of " + LEAST + " tokens failed");
      isShort[0] = false;
      assertThat(logits(tier, cache)).isEqualTo(logits(sound));
    } finally {
      weights.close();
      tier.close();
    }
  }

  /** Angles that there is no memory for as long as it is short. */
  private static List<RopeTable> ropes(boolean[] isShort) {
    List<Rotary> rotaries = CONFIG.attention().rotaries();
    return new AbstractList<>() {
      @Override
      public RopeTable get(int index) {
        return new RopeTable(rotaries.get(index), CONFIG.headSize(), CONFIG.context());
      }

      @Override
      public int size() {
        if (isShort[0]) {
          throw new OutOfMemoryError("as the test wants");
        }
        return rotaries.size();
      }
    };
  }

  private static float[] logits(Tier tier, TfliteKvCache cache) {
    float[] logits = new float[CONFIG.vocabulary()];
    DecoderStep step = tier.decode(cache);
    step.feed(1, cache.length(), 0);
    step.run(cache, 1);
    step.copyLogits(0, logits);
    return logits;
  }

  private float[] logits(KvCache cache) {
    float[] logits = new float[CONFIG.vocabulary()];
    backend.decode(1, cache, logits);
    return logits;
  }

  private NativeFloats take(int count) {
    if (left == 0) {
      throw new OutOfMemoryError("as the test wants");
    }
    left--;
    NativeFloats floats = new NativeFloats(count);
    taken.add(floats);
    return floats;
  }

  private static boolean isFreed(NativeFloats floats) {
    return floats.allocation().isNull();
  }
}
