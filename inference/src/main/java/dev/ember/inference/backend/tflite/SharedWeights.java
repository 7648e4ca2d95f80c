package dev.ember.inference.backend.tflite;

import dev.ember.inference.bundle.Bundle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens graphs over the weights of one bundle, which are packed once: by the first graph, in its
 * cache, which the others are given.
 */
final class SharedWeights implements AutoCloseable {
  private final Bundle bundle;
  private final int threads;
  private final PackedWeights packed;
  private final List<NativeModel> models = new ArrayList<>(); // the first owns the cache
  private @Nullable XnnpackDelegate first;

  SharedWeights(Bundle bundle, int threads, PackedWeights packed) {
    this.bundle = bundle;
    this.threads = threads;
    this.packed = packed;
  }

  /**
   * Opens a graph of the bundle; closed with this.
   *
   * @throws dev.ember.inference.backend.BackendException if the runtime refuses it
   */
  NativeModel open(ByteBuffer graph) {
    NativeModel model = model(graph);
    models.add(model);
    return model;
  }

  private NativeModel model(ByteBuffer graph) {
    if (first != null) {
      return new NativeModel(graph, threads, first.sharing(threads));
    }
    if (!XnnpackDelegate.available()) {
      return new NativeModel(graph, threads, null);
    }
    WeightCache cache = packed == PackedWeights.ON_DISK ? PackingKey.cache(bundle) : null;
    if (cache != null) {
      return onDisk(graph, cache);
    }
    return XnnpackDelegate.canShareMemory()
        ? withOwnCache(graph, XnnpackDelegate.IN_MEMORY)
        : new NativeModel(graph, threads, null);
  }

  private NativeModel onDisk(ByteBuffer graph, WeightCache cache) {
    boolean opened = false;
    try {
      NativeModel model = withOwnCache(graph, cache.path().toString());
      opened = true;
      cache.keep();
      return model;
    } finally {
      if (!opened) {
        cache.discard();
      }
    }
  }

  private NativeModel withOwnCache(ByteBuffer graph, String cache) {
    XnnpackDelegate xnnpack = XnnpackDelegate.create(threads, cache);
    NativeModel model = new NativeModel(graph, threads, xnnpack);
    first = xnnpack;
    return model;
  }

  /** Closes a graph before the others; of the one that owns the cache nothing may read yet. */
  void close(NativeModel model) {
    models.remove(model);
    model.close();
    if (models.isEmpty()) {
      first = null;
    }
  }

  /** Closes the graphs, the one that owns the cache last. */
  @Override
  public void close() {
    for (int i = models.size() - 1; i >= 0; i--) {
      models.get(i).close();
    }
    models.clear();
  }
}
