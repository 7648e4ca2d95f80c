package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.BackendException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.Interpreter;
import org.tensorflow.lite.gpu.GpuDelegate;
import org.tensorflow.lite.gpu.GpuDelegateFactory;

/** A graph of one signature in an interpreter of TensorFlow Lite 2.16.1. */
final class LoadedSignature implements OpenSignature {
  private final String name;
  private final @Nullable GpuDelegate delegate;
  private final Interpreter interpreter;
  private final Set<String> inputs;
  private final Set<String> outputs;

  private LoadedSignature(String name, @Nullable GpuDelegate delegate, Interpreter interpreter) {
    this.name = name;
    this.delegate = delegate;
    this.interpreter = interpreter;
    inputs = new HashSet<>(Arrays.asList(interpreter.getSignatureInputs(name)));
    outputs = new HashSet<>(Arrays.asList(interpreter.getSignatureOutputs(name)));
  }

  /**
   * Prepares a graph; on a GPU this compiles its programs and uploads its weights.
   *
   * @param token names the graph among the programs that are kept
   * @throws BackendException if the natives do not load, or refuse the graph
   */
  static LoadedSignature load(ByteBuffer graph, String name, Processor processor, String token) {
    @Nullable GpuDelegate delegate = null;
    @Nullable Interpreter interpreter = null;
    try {
      Interpreter.Options options = new Interpreter.Options();
      if (processor instanceof Processor.Gpu gpu) {
        delegate = new GpuDelegate(options(gpu, token));
        options.addDelegate(delegate);
      } else if (processor instanceof Processor.Cpu cpu) {
        options.setNumThreads(cpu.threads());
      }
      interpreter = new Interpreter(graph, options);
      return new LoadedSignature(name, delegate, interpreter);
    } catch (IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException
        | LinkageError refused) {
      free(interpreter, delegate);
      throw new BackendException(InterpreterBackend.NAME, "opening " + name, refused);
    } catch (RuntimeException | Error failure) { // for want of memory, say
      free(interpreter, delegate);
      throw failure;
    }
  }

  /** The interpreter before what it points into. */
  private static void free(@Nullable Interpreter interpreter, @Nullable GpuDelegate delegate) {
    if (interpreter != null) {
      interpreter.close();
    }
    if (delegate != null) {
      delegate.close();
    }
  }

  /** OpenCL alone: the OpenGL kernels refuse the graph. */
  private static GpuDelegateFactory.Options options(Processor.Gpu gpu, String token) {
    GpuDelegateFactory.Options options =
        new GpuDelegateFactory.Options()
            .setForceBackend(GpuDelegateFactory.Options.GpuBackend.OPENCL)
            .setInferencePreference(
                gpu.tuned()
                    ? GpuDelegateFactory.Options.INFERENCE_PREFERENCE_SUSTAINED_SPEED
                    : GpuDelegateFactory.Options.INFERENCE_PREFERENCE_FAST_SINGLE_ANSWER)
            .setPrecisionLossAllowed(gpu.precision() == Processor.Precision.FLOAT16)
            .setQuantizedModelsAllowed(true);
    Path programs = gpu.programs();
    return programs != null && isFolder(programs)
        ? options.setSerializationParams(programs.toString(), token)
        : options;
  }

  /** Makes the folder; where that cannot be, programs are compiled anew at each start. */
  private static boolean isFolder(Path programs) {
    try {
      Files.createDirectories(programs);
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  @Override
  public boolean takes(String input) {
    return inputs.contains(input);
  }

  @Override
  public boolean gives(String output) {
    return outputs.contains(output);
  }

  @Override
  public void run(Map<String, FloatBuffer> from, Map<String, FloatBuffer> to) {
    from.values().forEach(Buffer::clear);
    to.values().forEach(Buffer::clear);
    try {
      interpreter.runSignature(Map.copyOf(from), Map.copyOf(to), name);
    } catch (IllegalArgumentException | IllegalStateException failed) {
      throw new BackendException(InterpreterBackend.NAME, "running " + name, failed);
    }
  }

  @Override
  public void close() {
    free(interpreter, delegate);
  }
}
