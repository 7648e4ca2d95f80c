package dev.ember.inference.backend.tflite;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireRows;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder on TensorFlow Lite's CPU kernels (XNNPACK), reading the weights where the bundle is
 * mapped.
 *
 * <p>Each conversation has its own cache in native memory. It is as long as the smallest signatures
 * that suffice are made for, and moves to the next ones when it outgrows them, once each. Open are
 * the signatures that a cache was read by, the smallest, whose graph owns the packed weights, and
 * the next to it: what else was outgrown is closed before others are opened. A token allocates
 * nothing on the heap.
 */
public final class TfliteBackend implements Backend {
  private final DecoderConfig config;
  private final String description;
  private final SharedWeights weights;
  private final List<Tier> tiers; // by ascending context
  private @Nullable TfliteKvCache spare; // the first one, which the graph was prepared with
  private boolean closed;

  private TfliteBackend(
      DecoderConfig config, String description, SharedWeights weights, List<Tier> tiers) {
    this.config = config;
    this.description = description;
    this.weights = weights;
    this.tiers = tiers;
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
    return open(bundle, threads, packed, LoadPlan.whole(bundle.manifest()));
  }

  /**
   * The same with less of the model: a smaller context, or one signature.
   *
   * @param plan of this bundle
   * @throws BackendException as {@link #open(Bundle, int, PackedWeights)}
   */
  public static TfliteBackend open(
      Bundle bundle, int threads, PackedWeights packed, LoadPlan plan) {
    return open(new Tiers(bundle, bundle.graph(), plan), threads, packed);
  }

  /**
   * As {@link #open(Bundle, int)}, with another graph of the same model.
   *
   * @param variant of the bundle's manifest
   */
  public static TfliteBackend open(Bundle bundle, Manifest.Variant variant, int threads) {
    LoadPlan whole = LoadPlan.whole(bundle.manifest());
    return open(new Tiers(bundle, bundle.graph(variant), whole), threads, PackedWeights.IN_MEMORY);
  }

  private static TfliteBackend open(Tiers tiers, int threads, PackedWeights packed) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + threads);
    }
    NativeLibrary.load();
    SharedWeights weights = new SharedWeights(tiers.bundle(), threads, packed);
    try {
      TfliteBackend backend =
          new TfliteBackend(tiers.config(), describe(threads), weights, tiers.over(weights));
      backend.prepare();
      return backend;
    } catch (RuntimeException | Error failure) {
      weights.close();
      if (failure instanceof OutOfMemoryError shortage) {
        throw BackendException.outOfMemory(NativeLibrary.NAME, "opening the graph", shortage);
      }
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
    return tiers.get(0).prefillTokens();
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
    for (int done = 0; done < count; ) {
      int left = count - done;
      DecoderStep step = roomToRead(left, own).prefill(own, left);
      int chunk = Math.min(step.tokens(), left);
      run(step, own, tokens, done, chunk);
      done += chunk;
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    TfliteKvCache own = own(cache);
    requireToken(token, config);
    requireLogits(logits, config);
    requireRoom(1, own);
    DecoderStep step = roomFor(1, own).decode(own);
    step.feed(token, own.length(), 0);
    step.run(own, 1);
    step.copyLogits(0, logits);
  }

  @Override
  public int verifyTokens() {
    return tiers.get(0).verifyTokens();
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    TfliteKvCache own = own(cache);
    requireTokens(tokens, count, config);
    requireRows(logits, count, config);
    requireRoom(count, own);
    for (int done = 0; done < count; ) {
      int left = count - done;
      DecoderStep step = roomFor(Math.min(left, verifyTokens()), own).verify(own);
      int chunk = Math.min(step.tokens(), left);
      run(step, own, tokens, done, chunk);
      for (int row = 0; row < chunk; row++) {
        float[] into = logits[done + row];
        if (into != null) {
          step.copyLogits(row, into);
        }
      }
      done += chunk;
    }
  }

  @Override
  public void close() {
    closed = true;
    if (spare != null) {
      spare.close();
      spare = null;
    }
    weights.close();
    for (Tier tier : tiers) {
      tier.close();
    }
  }

  /** The smallest signatures that hold so many positions. */
  Tier tierFor(int positions) {
    for (int i = 0; i < tiers.size(); i++) { // no iterator: a token allocates nothing
      if (tiers.get(i).context() >= positions) {
        return tiers.get(i);
      }
    }
    throw new IllegalStateException(
        "expected at most " + config.context() + " positions but found " + positions);
  }

  /** C of the signatures that are open, ascending. */
  List<Integer> openContexts() {
    List<Integer> open = new ArrayList<>();
    for (Tier tier : tiers) {
      if (tier.isOpen()) {
        open.add(tier.context());
      }
    }
    return open;
  }

  private static void run(
      DecoderStep step, TfliteKvCache cache, int[] tokens, int from, int count) {
    for (int row = 0; row < count; row++) {
      step.feed(tokens[from + row], cache.length() + row, row);
    }
    step.run(cache, count);
  }

  /**
   * Makes room for the next chunk of {@code left} tokens. A prompt that goes on behind it leaves
   * out a context that it would soon outgrow: to move the cache and to open signatures takes longer
   * than a smaller context saves.
   */
  private Tier roomToRead(int left, TfliteKvCache cache) {
    int chunk = Math.min(left, prefillChunk());
    int fits = cache.context() - cache.length();
    int soon = (cache.length() + chunk) / 2;
    return roomFor(Math.min(left, fits >= chunk ? fits : chunk + soon), cache);
  }

  /** Makes room for {@code count} more positions; the signatures that then read the cache. */
  private Tier roomFor(int count, TfliteKvCache cache) {
    Tier tier = cache.reserve(cache.length() + count);
    if (!tier.isOpen()) {
      closeEmpty();
    }
    return tier;
  }

  /**
   * The smallest stays, whose graph the others have their weights from; and of the others that no
   * cache is in, those that the next chat passes through first.
   */
  private void closeEmpty() {
    int kept = 0;
    for (Tier tier : tiers.subList(1, tiers.size())) {
      if (tier.isOpen() && tier.isEmpty() && ++kept > MemorySum.KEPT_CONTEXTS) {
        tier.release();
      }
    }
  }

  private static String describe(int threads) {
    String unit = threads == 1 ? " thread" : " threads";
    return NativeLibrary.NAME + " " + NativeLibrary.version() + ", XNNPACK, " + threads + unit;
  }

  /** Opens the first signatures, so that what is wrong with a graph is known at once. */
  private void prepare() {
    TfliteKvCache first = new TfliteKvCache(this);
    try {
      tiers.get(0).decode(first);
    } catch (RuntimeException | Error failure) {
      first.close();
      throw failure;
    }
    spare = first;
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
