package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
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
   * @param graph all bytes of a {@code .tflite} file, direct, for instance mapped
   * @param xnnpack runs the graph, and is closed with it or where it is refused; with null the
   *     runtime's own XNNPACK does, which packs the weights of each signature
   * @throws BackendException if the runtime refuses the graph, of which nothing is left then; it
   *     writes the reason to stderr
   */
  NativeModel(ByteBuffer graph, int threads, @Nullable XnnpackDelegate xnnpack) {
    if (!graph.isDirect()) {
      throw new IllegalArgumentException("expected a direct buffer but found one on the heap");
    }
    this.graph = graph;
    this.xnnpack = xnnpack;
    // The tables are checked first: a bundle may come from anywhere, and natives trust offsets.
    FlatBufferModel verified =
        FlatBufferModel.VerifyAndBuildFromBuffer(new BytePointer(graph), graph.remaining());
    if (verified == null || verified.isNull()) {
      closeDelegate();
      throw new BackendException(
          NativeLibrary.NAME,
          OPERATION,
          "expected a .tflite model of " + graph.remaining() + " bytes");
    }
    model = verified;
    resolver =
        xnnpack == null
            ? new BuiltinOpResolver() // brings XNNPACK as its default delegate
            : new BuiltinOpResolverWithoutDefaultDelegates();
    interpreter = new Interpreter((Pointer) null);
    boolean built = false;
    try {
      build(threads);
      built = true;
    } finally {
      if (!built) {
        close();
      }
    }
  }

  private void build(int threads) {
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      check(builder.SetNumThreads(threads));
      check(builder.apply(interpreter));
    }
    if (interpreter.isNull()) {
      throw new BackendException(NativeLibrary.NAME, OPERATION, "no interpreter");
    }
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
    closeDelegate();
    resolver.close();
    model.close();
  }

  private void closeDelegate() {
    if (xnnpack != null) {
      xnnpack.close();
    }
  }

  private static void check(int status) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw new BackendException(NativeLibrary.NAME, OPERATION, "status " + status);
    }
  }
}
