package dev.ember.inference.backend.tflite.phone;

import java.nio.FloatBuffer;
import java.util.Map;

/** A graph of one signature, ready to compute. An interface because the real one is native. */
interface OpenSignature extends AutoCloseable {

  /** Whether the graph takes this input; it declares none that it does not use. */
  boolean takes(String input);

  boolean gives(String output);

  /**
   * Computes the graph. Inputs that it does not take are left out by the caller.
   *
   * @throws dev.ember.inference.backend.BackendException if the runtime fails, or a buffer is not
   *     of its tensor's size
   */
  void run(Map<String, FloatBuffer> from, Map<String, FloatBuffer> to);

  @Override
  void close();
}
