package dev.ember.app.engine;

import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SamplingSettings;
import org.jspecify.annotations.Nullable;

/** Where the model stands. */
public sealed interface ModelState {

  /** Whether it is this model of which that is said. */
  boolean isOf(String modelId);

  /** Nobody needed it yet. */
  record NotLoaded() implements ModelState {
    @Override
    public boolean isOf(String modelId) {
      return false;
    }
  }

  /**
   * Being copied, checked and read.
   *
   * @param id in the library; empty where there is only one
   * @param name for people; empty where it is not known yet
   */
  record Loading(String id, String name) implements ModelState {
    @Override
    public boolean isOf(String modelId) {
      return id.equals(modelId);
    }
  }

  /**
   * Answers.
   *
   * @param id in the library; empty where there is only one
   * @param name for people: {@code "Ember Tiny"}
   * @param runtime for people: {@code "TensorFlow Lite 2.21, XNNPACK, 2 threads"}
   * @param sampling the model's own way to pick words
   * @param gpuDied whether the last process died while it tried the GPU, so that the CPU computes;
   *     until there was an answer
   * @param wrong whether what runs it was found to give wrong answers, and there is nothing better
   */
  record Ready(
      String id,
      String name,
      String runtime,
      Window window,
      SamplingSettings sampling,
      boolean gpuDied,
      boolean wrong)
      implements ModelState {

    /** Of which there is nothing else to say. */
    public Ready(String id, String name, String runtime, Window window, SamplingSettings sampling) {
      this(id, name, runtime, window, sampling, false, false);
    }

    @Override
    public boolean isOf(String modelId) {
      return id.equals(modelId);
    }

    /** By what settings of it are found. */
    public ModelKey key() {
      return new ModelKey(id, name);
    }

    /** The same once it sees more or less of a chat. */
    public Ready withWindow(Window other) {
      return new Ready(id, name, runtime, other, sampling, gpuDied, wrong);
    }

    /** The most tokens of a chat that it sees. */
    public int windowTokens() {
      return window.tokens();
    }
  }

  /**
   * How much of a chat a model sees.
   *
   * @param wantedTokens what it was to see; more, if there was not the memory for that
   */
  record Window(int tokens, int wantedTokens) {
    public static Window whole(int tokens) {
      return new Window(tokens, tokens);
    }

    public boolean narrowed() {
      return tokens < wantedTokens;
    }
  }

  /**
   * Does not load. No chat was touched.
   *
   * @param id in the library; empty where there is only one
   * @param fault for the screen's title
   * @param detail file, entry, offset, expected, found; in English, to be copied into a report
   * @param risk what there is to know of a load that had better not be tried unasked, else null
   */
  record Failed(String id, Fault fault, String detail, @Nullable LoadRisk risk)
      implements ModelState {

    /** The fault of a file or of a runtime, for whoever asked of one model and knows which. */
    public Failed(Fault fault, String detail) {
      this("", fault, detail, null);
    }

    @Override
    public boolean isOf(String modelId) {
      return id.equals(modelId);
    }
  }

  /** Who is to blame for a model that does not load. */
  enum Fault {
    /** The file's contents are wrong. */
    DAMAGED,
    /** The file could not be written or read. */
    STORAGE,
    /** The runtime refused a sound file. */
    RUNTIME,
    /**
     * A process died of this model. Trying again is the user's to say: {@link ModelSource#consent}.
     */
    KILLED,
    /** The phone has less memory free than the model needs. The user may want it all the same. */
    MEMORY
  }
}
