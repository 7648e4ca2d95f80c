package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature that is opened when it is first to run, over the memory of the cache that it is to
 * read. Another cache is bound before it is read, which costs microseconds and copies nothing.
 */
final class LazyStep implements AutoCloseable {
  private final Manifest.Signature shape;
  private final GraphPart part;
  private final Tier.Model model;
  private @Nullable DecoderStep step;
  private @Nullable List<NativeFloats> bound;

  /**
   * @param part has this signature, and may have others
   */
  LazyStep(Manifest.Signature shape, GraphPart part, Tier.Model model) {
    this.shape = shape;
    this.part = part;
    this.model = model;
  }

  Manifest.Signature shape() {
    return shape;
  }

  boolean isOpen() {
    return step != null;
  }

  /**
   * Ready to read this cache. Where it cannot be opened now, for want of memory, say, it is as
   * never opened: the next call tries.
   *
   * @throws BackendException if it cannot be, or there is not the memory for it
   */
  DecoderStep over(List<NativeFloats> memory) {
    DecoderStep opened = step;
    if (opened == null) {
      return open(memory);
    }
    if (bound != memory) {
      bound = null; // where binding fails half way, the next call binds all once more
      opened.bind(memory);
      bound = memory;
    }
    return opened;
  }

  /** The runtime has to see all memory before it prepares a graph, so it is opened with a cache. */
  private DecoderStep open(List<NativeFloats> memory) {
    try {
      return openOver(memory);
    } catch (OutOfMemoryError shortage) { // not every caller's thread outlives that
      throw BackendException.outOfMemory(
          NativeLibrary.NAME, "opening the signatures of " + shape.context() + " tokens", shortage);
    }
  }

  private DecoderStep openOver(List<NativeFloats> memory) {
    NativeModel natives = part.open();
    DecoderStep opened = null;
    try {
      opened = new DecoderStep(shape, natives, model.embeddings(), model.ropes(), model.config());
      opened.bind(memory);
      opened.allocate();
    } catch (RuntimeException | Error failure) {
      part.release();
      if (opened != null) {
        opened.close();
      }
      throw failure;
    }
    step = opened;
    bound = memory;
    return opened;
  }

  /** Gives back its natives, where no other signature uses them, and then what they read. */
  void release() {
    if (step != null) {
      part.release();
      close();
    }
  }

  /** Frees what the step owns; its natives have gone before. */
  @Override
  public void close() {
    if (step != null) {
      step.close();
      step = null;
      bound = null;
    }
  }
}
