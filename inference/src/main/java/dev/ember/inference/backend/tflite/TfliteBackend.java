package dev.ember.inference.backend.tflite;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder on TensorFlow Lite's CPU kernels (XNNPACK), reading the weights where the bundle is
 * mapped.
 *
 * <p>Each conversation has its own cache in native memory. Both signatures read the one that is
 * bound; a call with another cache binds that first, which costs microseconds and copies nothing. A
 * token allocates nothing on the heap.
 */
public final class TfliteBackend implements Backend {
  private final DecoderConfig config;
  private final String description;
  private final NativeModel model;
  private final DecoderStep decode;
  private final DecoderStep prefill;
  private @Nullable TfliteKvCache spare; // the first one, which the graph was prepared with
  private @Nullable TfliteKvCache bound;
  private boolean closed;

  private TfliteBackend(
      DecoderConfig config,
      String description,
      NativeModel model,
      DecoderStep decode,
      DecoderStep prefill) {
    this.config = config;
    this.description = description;
    this.model = model;
    this.decode = decode;
    this.prefill = prefill;
  }

  /**
   * Loads the model of a bundle with {@link PackedWeights#IN_MEMORY}.
   *
   * @throws BackendException as {@link #open(Bundle, int, PackedWeights)}
   */
  public static TfliteBackend open(Bundle bundle, int threads) {
    return open(bundle, threads, PackedWeights.IN_MEMORY);
  }

  /**
   * Loads the model of a bundle. The bundle's map is held as long as the backend lives.
   *
   * @param threads of the kernels, at least 1; the calling thread is one of them
   * @throws BackendException if this machine has no natives, or the runtime refuses the graph
   */
  public static TfliteBackend open(Bundle bundle, int threads, PackedWeights packed) {
    return open(bundle, bundle.graph(), threads, packed);
  }

  /**
   * As {@link #open(Bundle, int)}, with another graph of the same model.
   *
   * @param variant of the bundle's manifest
   */
  public static TfliteBackend open(Bundle bundle, Manifest.Variant variant, int threads) {
    return open(bundle, bundle.graph(variant), threads, PackedWeights.IN_MEMORY);
  }

  private static TfliteBackend open(
      Bundle bundle, ByteBuffer graph, int threads, PackedWeights packed) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + threads);
    }
    NativeLibrary.load();
    NativeModel model = NativeModel.open(bundle, graph, threads, packed);
    try {
      TfliteBackend backend = over(model, bundle, describe(threads));
      backend.prepare();
      return backend;
    } catch (RuntimeException failure) {
      model.close();
      throw failure;
    }
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int prefillChunk() {
    return prefill.tokens();
  }

  @Override
  public KvCache newCache() {
    TfliteKvCache cache = spare;
    spare = null;
    return cache != null ? cache : new TfliteKvCache(this);
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    TfliteKvCache own = own(cache);
    requireTokens(tokens, count, config);
    requireRoom(count, own);
    bind(own);
    for (int done = 0; done < count; ) {
      int chunk = Math.min(prefill.tokens(), count - done);
      for (int row = 0; row < chunk; row++) {
        prefill.feed(tokens[done + row], own.length() + row, row);
      }
      prefill.run(own, chunk);
      done += chunk;
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    TfliteKvCache own = own(cache);
    requireToken(token, config);
    requireLogits(logits, config);
    requireRoom(1, own);
    bind(own);
    decode.feed(token, own.length(), 0);
    decode.run(own, 1);
    decode.copyLogits(logits);
  }

  @Override
  public void close() {
    closed = true;
    if (spare != null) {
      spare.close();
      spare = null;
    }
    model.close();
    decode.close();
    prefill.close();
  }

  private static TfliteBackend over(NativeModel model, Bundle bundle, String description) {
    Manifest manifest = bundle.manifest();
    DecoderConfig config = manifest.config();
    List<RopeTable> ropes = new ArrayList<>();
    for (Rotary rotary : config.attention().rotaries()) {
      ropes.add(new RopeTable(rotary, config.headSize(), config.context()));
    }
    EmbeddingTable embeddings = bundle.embeddings();
    return new TfliteBackend(
        config,
        description,
        model,
        new DecoderStep(signature(manifest, DecoderStep.DECODE), model, embeddings, ropes, config),
        new DecoderStep(
            signature(manifest, DecoderStep.PREFILL), model, embeddings, ropes, config));
  }

  private static Manifest.Signature signature(Manifest manifest, String name) {
    for (Manifest.Signature signature : manifest.signatures()) {
      if (signature.name().equals(name)) {
        return signature;
      }
    }
    throw new BackendException(
        NativeLibrary.NAME, "opening the graph", "no signature " + name + " in the manifest");
  }

  private static String describe(int threads) {
    String unit = threads == 1 ? " thread" : " threads";
    return NativeLibrary.NAME + " " + NativeLibrary.version() + ", XNNPACK, " + threads + unit;
  }

  /** The runtime has to see all memory before it prepares a graph, so a cache is made first. */
  private void prepare() {
    TfliteKvCache first = new TfliteKvCache(this);
    spare = first;
    bind(first);
    decode.allocate();
    prefill.allocate();
  }

  private void bind(TfliteKvCache cache) {
    if (bound != cache) {
      decode.bind(cache);
      prefill.bind(cache);
      bound = cache;
    }
  }

  private TfliteKvCache own(KvCache cache) {
    if (closed) { // the natives would follow a pointer into freed memory
      throw new IllegalStateException("expected an open backend but found a closed one");
    }
    if (cache instanceof TfliteKvCache own && own.belongsTo(this)) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }
}
