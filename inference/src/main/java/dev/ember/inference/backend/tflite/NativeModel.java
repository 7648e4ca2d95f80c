package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.SignatureRunner;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** A graph in TensorFlow Lite's hands, over bytes that stay where they are. */
final class NativeModel implements AutoCloseable {
  private static final String OPERATION = "opening the graph";

  private final ByteBuffer graph; // reachable as long as the natives read it
  private final FlatBufferModel model;
  private final BuiltinOpResolver resolver;
  private final Interpreter interpreter;
  private final @Nullable XnnpackDelegate xnnpack;

  /**
   * Opens a bundle's graph.
   *
   * @param graph the bundle's graph, or a part of it
   * @throws BackendException as the constructor
   */
  static NativeModel open(Bundle bundle, ByteBuffer graph, int threads, PackedWeights packed) {
    if (!XnnpackDelegate.available()) {
      return new NativeModel(graph, threads, null);
    }
    WeightCache cache = packed == PackedWeights.ON_DISK ? PackingKey.cache(bundle) : null;
    if (cache == null) {
      boolean shared = XnnpackDelegate.canShareMemory();
      return new NativeModel(graph, threads, shared ? XnnpackDelegate.IN_MEMORY : null);
    }
    NativeModel model = new NativeModel(graph, threads, cache.path().toString());
    cache.keep();
    return model;
  }

  /**
   * @param graph all bytes of a {@code .tflite} file, direct, for instance mapped
   * @param cache where XNNPACK keeps the packed weights, as {@link XnnpackDelegate#create} wants
   *     it; with null each signature packs its own
   * @throws BackendException if the runtime refuses the graph; it writes the reason to stderr
   */
  NativeModel(ByteBuffer graph, int threads, @Nullable String cache) {
    if (!graph.isDirect()) {
      throw new IllegalArgumentException("expected a direct buffer but found one on the heap");
    }
    this.graph = graph;
    // The tables are checked first: a bundle may come from anywhere, and natives trust offsets.
    model = FlatBufferModel.VerifyAndBuildFromBuffer(new BytePointer(graph), graph.remaining());
    if (model == null || model.isNull()) {
      throw new BackendException(
          NativeLibrary.NAME,
          OPERATION,
          "expected a .tflite model of " + graph.remaining() + " bytes");
    }
    resolver =
        cache == null
            ? new BuiltinOpResolver() // brings XNNPACK as its default delegate
            : new BuiltinOpResolverWithoutDefaultDelegates();
    interpreter = new Interpreter((Pointer) null);
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      check(builder.SetNumThreads(threads));
      check(builder.apply(interpreter));
    }
    if (interpreter.isNull()) {
      throw new BackendException(NativeLibrary.NAME, OPERATION, "no interpreter");
    }
    xnnpack = cache == null ? null : XnnpackDelegate.create(threads, cache);
    if (xnnpack != null) {
      check(interpreter.ModifyGraphWithDelegate(xnnpack.delegate()));
    }
  }

  SignatureRunner signature(String name) {
    SignatureRunner runner = interpreter.GetSignatureRunner(name);
    if (runner == null || runner.isNull()) {
      throw new BackendException(
          NativeLibrary.NAME,
          OPERATION,
          "no signature " + name + " in " + graph.remaining() + " bytes");
    }
    return runner;
  }

  /** Frees the interpreter before what it points into. */
  @Override
  public void close() {
    interpreter.close();
    if (xnnpack != null) {
      xnnpack.close();
    }
    resolver.close();
    model.close();
  }

  private static void check(int status) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw new BackendException(NativeLibrary.NAME, OPERATION, "status " + status);
    }
  }
}
