package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.testing.LogitDifferences;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.CappedWeights;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.DecoderConfigs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** TensorFlow Lite against plain loops, over whole contexts. */
public final class TfliteBackendTest {
  /** Float32 rounding in another order of summation; logits are about 1 to 10. */
  private static final float FLOAT32_ROUNDING = 2e-4f;

  /** Against a reference that rounds activations as XNNPACK does (median measured: 3e-6). */
  private static final float EMULATED_ROUNDING = 2e-5f;

  /**
   * The share of positions that may miss it: a value on the border between two of the 256 steps
   * rounds the other way after float noise, and the keys it changes are read ever after.
   */
  private static final double FLIPPED_POSITIONS = 0.2;

  /** After this many positions a conversation begins anew, so that a flip is not read for ever. */
  private static final int SHORT = 15;

  /** How far such a flip moves a logit at most; logits spread by about 5 (measured: 0.12). */
  private static final float FLIP = 0.5f;

  /**
   * Against a reference with float activations, half of the logits' spread: the most of 240
   * positions was measured at 1.2; two unrelated positions differ by more than 10.
   */
  private static final float ACTIVATION_ROUNDING = 2.5f;

  /** The measuring itself, over 110 tokens; one float[] of logits a token would be 43,000. */
  private static final long ALLOCATED_BYTES = 4096;

  private static final DecoderConfig[] CONFIGS = {TinyModel.TIED, TinyModel.UNTIED};

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void decode_float32_matchesTheReference() throws IOException {
    for (DecoderConfig config : CONFIGS) {
      try (Bundle bundle = bundle(config, Quantization.FLOAT32);
          Backend tflite = TfliteBackend.open(bundle, 1);
          Backend reference = new ReferenceBackend(TinyModel.random(config, 1))) {
        for (float difference : LogitDifferences.of(tflite, reference)) {
          assertThat(difference).isLessThan(FLOAT32_ROUNDING);
        }
      }
    }
  }

  /** From one size of the cache to the next, and back whenever it is emptied. */
  @Test
  public void decode_cacheThatGrowsAndShrinks_matchesTheReference() throws IOException {
    for (DecoderConfig config : CONFIGS) {
      Path scratch = folder.newFolder().toPath();
      try (Bundle bundle = TinyModel.tieredBundle(config, Quantization.FLOAT32, scratch);
          Backend tflite = TfliteBackend.open(bundle, 1);
          Backend reference = new ReferenceBackend(TinyModel.random(config, 1))) {
        assertThat(bundle.manifest().signatures()).hasSize(9);
        for (int turn : new int[] {config.context(), config.context() / 2}) {
          for (float difference : LogitDifferences.of(tflite, reference, turn)) {
            assertThat(difference).isLessThan(FLOAT32_ROUNDING);
          }
        }
      }
    }
  }

  /** What the first graph does is the same with the others gone. */
  @Test
  public void decode_oneContextOrSeveral_givesTheSameBitsInTheLargest() throws IOException {
    Path scratch = folder.newFolder().toPath();
    try (Bundle tiered =
            TinyModel.tieredBundle(TinyModel.TIED, Quantization.INT8_PER_CHANNEL, scratch);
        Bundle single = bundle(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
        Backend growing = TfliteBackend.open(tiered, 1);
        Backend fixed = TfliteBackend.open(single, 1)) {
      assertThat(single.manifest().signatures()).hasSize(3);
      float[] differences = LogitDifferences.of(growing, fixed);
      int middle = TinyModel.TIED.context() / 3;
      for (int i = 0; i < middle; i++) {
        assertThat(differences[i]).as("position %d", i).isLessThan(FLIP);
      }
    }
  }

  @Test
  public void decode_int8_matchesTheReferenceWithRoundedActivations() throws IOException {
    for (DecoderConfig config : CONFIGS) {
      try (Bundle bundle = bundle(config, Quantization.INT8_PER_CHANNEL);
          Backend tflite = TfliteBackend.open(bundle, 1);
          Backend reference = new ReferenceBackend(bundle.weights(), Activations.INT8_PER_ROW)) {
        float[] differences = LogitDifferences.of(tflite, reference, SHORT);
        int flipped = 0;
        for (float difference : differences) {
          flipped += difference > EMULATED_ROUNDING ? 1 : 0;
          assertThat(difference).isLessThan(FLIP);
        }
        assertThat(flipped).isLessThanOrEqualTo((int) (FLIPPED_POSITIONS * differences.length));
      }
    }
  }

  @Test
  public void decode_int8_isNearTheReferenceOnDequantizedWeights() throws IOException {
    for (DecoderConfig config : CONFIGS) {
      try (Bundle bundle = bundle(config, Quantization.INT8_PER_CHANNEL);
          Backend tflite = TfliteBackend.open(bundle, 1);
          Backend reference = new ReferenceBackend(bundle)) {
        for (float difference : LogitDifferences.of(tflite, reference)) {
          assertThat(difference).isLessThan(ACTIVATION_ROUNDING);
        }
      }
    }
  }

  @Test
  public void bundle_float32_holdsTheWeightsBitForBit() throws IOException {
    for (DecoderConfig config : CONFIGS) {
      try (Bundle bundle = bundle(config, Quantization.FLOAT32);
          Backend fromBundle = new ReferenceBackend(bundle);
          Backend fromWeights = new ReferenceBackend(TinyModel.random(config, 1))) {
        assertThat(LogitDifferences.of(fromBundle, fromWeights)).containsOnly(0);
      }
    }
  }

  @Test
  public void open_contextBelowTheModels_limitsTheCache() throws IOException {
    int context = 33;
    LoadedWeights weights = new LoadedWeights(TinyModel.random(TinyModel.TIED, 1));
    try (Bundle bundle =
            TinyModel.bundle(weights, Quantization.FLOAT32, context, folder.getRoot().toPath());
        Backend backend = TfliteBackend.open(bundle, 1);
        KvCache cache = backend.newCache()) {
      assertThat(cache.capacity()).isEqualTo(context);
      assertThat(backend.config().context()).isEqualTo(context);
    }
  }

  /** A model may compute something else where it has fewer positions: it is asked for the fewer. */
  @Test
  public void decode_contextBelowTheModels_computesWhatTheShorterModelDoes() throws IOException {
    int context = 33;
    for (String name : new String[] {"long factors", "window 64", "learned positions"}) {
      DecoderConfig config = DecoderConfigs.single(name);
      WeightSource whole = new LoadedWeights(TinyModel.random(config, 1));
      WeightSource capped = new CappedWeights(whole, context);
      Path scratch = folder.newFolder().toPath();
      try (Bundle bundle = TinyModel.bundle(whole, Quantization.FLOAT32, context, scratch);
          Backend tflite = TfliteBackend.open(bundle, 1);
          Backend fromBundle = new ReferenceBackend(bundle);
          Backend reference = new ReferenceBackend(LoadedWeights.load(capped))) {
        for (float difference : LogitDifferences.of(tflite, reference)) {
          assertThat(difference).as(name).isLessThan(FLOAT32_ROUNDING);
        }
        assertThat(LogitDifferences.of(fromBundle, reference)).containsOnly(0);
      }
    }
  }

  @Test
  public void open_noThreads_isRefused() throws IOException {
    try (Bundle bundle = bundle(TinyModel.TIED, Quantization.FLOAT32)) {
      assertThatThrownBy(() -> TfliteBackend.open(bundle, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected at least 1 thread but found 0");
    }
  }

  @Test
  public void open_tablesThatAreNone_isABackendException() throws IOException {
    Path scratch = folder.newFolder().toPath();
    LoadedWeights weights = new LoadedWeights(TinyModel.random(TinyModel.TIED, 1));
    ConvertedModel model =
        ConvertedModel.convert(weights, Quantization.FLOAT32, 50, scratch, values -> {});
    byte[] graph = Files.readAllBytes(model.files().get(0));
    for (int i = 100; i < 2000; i++) {
      graph[i] = (byte) 0x7f; // offsets far outside of the file
    }
    Files.write(model.files().get(0), graph);
    Path file = scratch.resolve("hostile.ember");
    new BundleWriter(TinyModel.text(), model)
        .write(file, new Golden(new Golden.Tolerances(1, 1, 0), List.of()));
    try (Bundle bundle = Bundle.open(file)) {
      assertThatThrownBy(() -> TfliteBackend.open(bundle, 1))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("opening the graph");
    }
  }

  @Test
  public void decode_closedBackend_isRefused() throws IOException {
    try (Bundle bundle = bundle(TinyModel.TIED, Quantization.FLOAT32)) {
      Backend backend = TfliteBackend.open(bundle, 1);
      KvCache cache = backend.newCache();
      backend.close();
      float[] logits = new float[backend.config().vocabulary()];
      assertThatThrownBy(() -> backend.decode(1, cache, logits))
          .isInstanceOf(IllegalStateException.class);
      cache.close();
    }
  }

  @Test
  public void description_namesRuntimeVersionAndThreads() throws IOException {
    try (Bundle bundle = bundle(TinyModel.TIED, Quantization.FLOAT32);
        Backend backend = TfliteBackend.open(bundle, 2)) {
      assertThat(backend.description()).isEqualTo("TensorFlow Lite 2.21.0, XNNPACK, 2 threads");
    }
  }

  @Test
  public void decodePrefillAndVerify_allocateNothingOnTheHeap() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (Bundle bundle = bundle(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
        Backend backend = TfliteBackend.open(bundle, 1);
        KvCache cache = backend.newCache()) {
      float[] logits = new float[backend.config().vocabulary()];
      int[] tokens = new int[10];
      float[][] rows = new float[10][];
      rows[9] = logits;
      backend.decode(1, cache, logits); // loads classes
      backend.prefill(tokens, tokens.length, cache);
      backend.verify(tokens, tokens.length, cache, rows);
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 90; i++) {
        backend.decode(i % 50, cache, logits);
      }
      backend.prefill(tokens, tokens.length, cache);
      backend.verify(tokens, tokens.length, cache, rows);
      assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(ALLOCATED_BYTES);
    }
  }

  private Bundle bundle(DecoderConfig config, Quantization quantization) throws IOException {
    return TinyModel.bundle(config, quantization, folder.newFolder().toPath());
  }
}
