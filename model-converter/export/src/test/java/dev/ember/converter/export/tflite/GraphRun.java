package dev.ember.converter.export.tflite;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.SignatureRunner;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Runs a graph of one input {@code x} and one output {@code y} on TensorFlow Lite. */
final class GraphRun {

  private GraphRun() {}

  /** The output for an input. */
  static float[] run(byte[] file, String signature, float[] x) {
    ByteBuffer graph = ByteBuffer.allocateDirect(file.length);
    graph.put(file).flip();
    try (BuiltinOpResolver resolver = new BuiltinOpResolver();
        FlatBufferModel model =
            FlatBufferModel.VerifyAndBuildFromBuffer(new BytePointer(graph), file.length);
        InterpreterBuilder builder = new InterpreterBuilder(model, resolver);
        Interpreter interpreter = new Interpreter((Pointer) null)) {
      require("building", builder.apply(interpreter));
      SignatureRunner runner = interpreter.GetSignatureRunner(signature);
      require("allocating", runner.AllocateTensors());
      floats(runner.input_tensor("x").data().data(), x.length).put(x);
      require("running", runner.Invoke());
      FloatBuffer y =
          floats(
              runner.output_tensor("y").data().data(),
              (int) (runner.output_tensor("y").bytes() / Float.BYTES));
      float[] result = new float[y.remaining()];
      y.get(result);
      return result;
    }
  }

  private static FloatBuffer floats(Pointer data, int count) {
    return new FloatPointer(data).capacity(count).asBuffer();
  }

  private static void require(String step, int status) {
    if (status != tensorflowlite.kTfLiteOk) {
      throw new AssertionError(step + ": status " + status);
    }
  }
}
