package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorflowlite.SignatureRunner;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * One entry point of the graph with memory of ours behind each of its tensors, so that nothing is
 * copied on a call. The caches are bound from outside, and may be bound again between calls.
 */
final class TfliteSignature implements AutoCloseable {
  private final String name;
  private final SignatureRunner runner;
  private final Set<String> inputs;
  private final Set<String> outputs;
  private final Map<String, NativeFloats> owned = new HashMap<>();
  private final List<BytePointer> cacheNames = new ArrayList<>(); // in the order of their binding

  TfliteSignature(String name, SignatureRunner runner) {
    this.name = name;
    this.runner = runner;
    inputs = names(runner.input_names(), runner.input_size());
    outputs = names(runner.output_names(), runner.output_size());
  }

  /** Whether the graph takes this input; it declares none that it does not use. */
  boolean takes(String input) {
    return inputs.contains(input);
  }

  /** Whether the graph gives this output. */
  boolean gives(String output) {
    return outputs.contains(output);
  }

  /** Allocates an input of {@code count} floats and binds it. */
  FloatBuffer ownInput(String input, int count) {
    if (!takes(input)) {
      throw new BackendException(
          NativeLibrary.NAME, "opening the graph", "no input " + input + " in " + name);
    }
    requireFloats(input, runner.input_tensor(input), count);
    NativeFloats memory = own(input, count);
    check("binding " + input, runner.SetCustomAllocationForInputTensor(input, memory.allocation()));
    return memory.floats();
  }

  /** Allocates an output of {@code count} floats and binds it. */
  FloatBuffer ownOutput(String output, int count) {
    if (!gives(output)) {
      throw new BackendException(
          NativeLibrary.NAME, "opening the graph", "no output " + output + " in " + name);
    }
    requireFloats(output, runner.output_tensor(output), count);
    NativeFloats memory = own(output, count);
    check(
        "binding " + output,
        runner.SetCustomAllocationForOutputTensor(output, memory.allocation()));
    return memory.floats();
  }

  /** Declares an input whose memory {@link #bindCaches} gives. */
  void addCacheInput(String input, int count) {
    requireFloats(input, runner.input_tensor(input), count);
    cacheNames.add(new BytePointer(input));
  }

  /**
   * Binds the cache inputs, in the order of their declaration. XNNPACK notices the new addresses at
   * the next {@link #invoke}; the tensors need not be allocated again.
   */
  void bindCaches(List<NativeFloats> memory) {
    for (int i = 0; i < cacheNames.size(); i++) {
      check(
          "binding a cache",
          runner.SetCustomAllocationForInputTensor(
              cacheNames.get(i), memory.get(i).allocation(), 0));
    }
  }

  /** Prepares the graph once everything is bound. */
  void allocate() {
    check("allocating tensors", runner.AllocateTensors());
  }

  void invoke() {
    check("running", runner.Invoke());
  }

  @Override
  public void close() {
    for (NativeFloats memory : owned.values()) {
      memory.close();
    }
    for (BytePointer cacheName : cacheNames) {
      cacheName.close();
    }
  }

  private NativeFloats own(String tensor, int count) {
    NativeFloats memory = new NativeFloats(count);
    owned.put(tensor, memory);
    return memory;
  }

  private void requireFloats(String tensor, TfLiteTensor found, int count) {
    long expected = (long) count * Float.BYTES;
    if (found == null || found.isNull() || shapeBytes(found) != expected) {
      throw new BackendException(
          NativeLibrary.NAME,
          "opening the graph",
          "expected "
              + count
              + " floats of "
              + tensor
              + " in "
              + name
              + " but found "
              + (found == null || found.isNull() ? "none" : shapeBytes(found) / Float.BYTES));
    }
  }

  /** Before allocation the byte size is not filled in for every tensor; the shape is. */
  private static long shapeBytes(TfLiteTensor tensor) {
    long bytes = Float.BYTES;
    for (int axis = 0; axis < tensor.dims().size(); axis++) {
      bytes *= tensor.dims().data(axis);
    }
    return bytes;
  }

  private void check(String operation, int status) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw new BackendException(
          NativeLibrary.NAME, operation + " (" + name + ")", "status " + status);
    }
  }

  private static Set<String> names(PointerPointer<?> pointers, long count) {
    PointerPointer<BytePointer> texts = new PointerPointer<>(pointers);
    Set<String> names = new HashSet<>();
    for (long i = 0; i < count; i++) {
      names.add(texts.get(BytePointer.class, i).getString());
    }
    return names;
  }
}
