package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signatures over caches of one size, opened when the first cache of that size comes. Each
 * reads the memory that is bound; another cache is bound first, which costs microseconds and copies
 * nothing.
 */
final class Tier implements AutoCloseable {
  /** What all tiers of a model share. */
  record Model(DecoderConfig config, EmbeddingTable embeddings, List<RopeTable> ropes) {}

  /**
   * Reading so many tokens a few at a time takes about as long as a padded chunk of 64: 34 to 50
   * were measured, and some 20 where there is AMX, which phones have not.
   */
  private static final int FEW_AT_A_TIME = 32;

  private final Model model;
  private final SharedWeights weights;
  private final ByteBuffer graph;
  private final List<Manifest.Signature> shapes;
  private final int context; // C
  private final List<DecoderStep> steps = new ArrayList<>();
  private @Nullable DecoderStep decode;
  private @Nullable DecoderStep prefill;
  private @Nullable DecoderStep verify;
  private @Nullable List<NativeFloats> bound;

  /**
   * @param graph has these signatures, and may have others
   * @param shapes of one context
   */
  Tier(Model model, SharedWeights weights, ByteBuffer graph, List<Manifest.Signature> shapes) {
    this.model = model;
    this.weights = weights;
    this.graph = graph;
    this.shapes = shapes;
    context = shapes.get(0).context();
  }

  /** C. */
  int context() {
    return context;
  }

  /** The signature of one token, ready to read this cache. */
  DecoderStep decode(TfliteKvCache cache) {
    bind(cache);
    return present(decode, GraphName.DECODE);
  }

  /** The signature for the next of {@code count} tokens; that of one where there is no other. */
  DecoderStep prefill(TfliteKvCache cache, int count) {
    bind(cache);
    if (verify != null && count <= FEW_AT_A_TIME) {
      return verify;
    }
    return prefill != null ? prefill : present(decode, GraphName.DECODE);
  }

  /** The signature of a few tokens with their logits; that of one where there is none. */
  DecoderStep verify(TfliteKvCache cache) {
    bind(cache);
    return verify != null ? verify : present(decode, GraphName.DECODE);
  }

  /** T of a kind of signature; 1 if there is none. */
  int tokens(String kind) {
    for (Manifest.Signature shape : shapes) {
      if (isOf(shape, kind)) {
        return shape.tokens();
      }
    }
    return 1;
  }

  private void bind(TfliteKvCache cache) {
    if (steps.isEmpty()) {
      open(cache.memory());
    } else if (bound != cache.memory()) {
      bind(cache.memory());
    }
  }

  /** Where that fails half way, the next call finds it half bound, and binds all once more. */
  private void bind(List<NativeFloats> memory) {
    bound = null;
    for (int i = 0; i < steps.size(); i++) { // no iterator: a token allocates nothing
      steps.get(i).bind(memory);
    }
    bound = memory;
  }

  /**
   * The runtime has to see all memory before it prepares a graph, so it is opened with a cache.
   * Where it cannot be now, for want of memory, say, it is as never opened: the next call tries.
   *
   * @throws BackendException if it cannot be, or there is not the memory for it
   */
  private void open(List<NativeFloats> memory) {
    try {
      openAll(memory);
    } catch (OutOfMemoryError shortage) { // not every caller's thread outlives that
      throw BackendException.outOfMemory(
          NativeLibrary.NAME, "opening the signatures of " + context + " tokens", shortage);
    }
  }

  private void openAll(List<NativeFloats> memory) {
    NativeModel opened = weights.open(graph);
    try {
      decode = step(opened, GraphName.DECODE);
      prefill = step(opened, GraphName.PREFILL);
      verify = step(opened, GraphName.VERIFY);
      bind(memory);
      for (DecoderStep step : steps) {
        step.allocate();
      }
    } catch (RuntimeException | Error failure) {
      weights.close(opened);
      close();
      throw failure;
    }
  }

  private @Nullable DecoderStep step(NativeModel opened, String kind) {
    for (Manifest.Signature shape : shapes) {
      if (isOf(shape, kind)) {
        DecoderStep step =
            new DecoderStep(shape, opened, model.embeddings(), model.ropes(), model.config());
        steps.add(step);
        return step;
      }
    }
    return null;
  }

  private boolean isOf(Manifest.Signature shape, String kind) {
    return shape.name().equals(GraphName.signature(kind, context, model.config()));
  }

  private DecoderStep present(@Nullable DecoderStep step, String kind) {
    if (step == null) {
      throw new IllegalStateException("expected a signature " + kind + " among " + shapes);
    }
    return step;
  }

  /** Frees what the steps own; their natives go with the weights, before. */
  @Override
  public void close() {
    for (DecoderStep step : steps) {
      step.close();
    }
    steps.clear();
    decode = null;
    prefill = null;
    verify = null;
    bound = null;
  }
}
