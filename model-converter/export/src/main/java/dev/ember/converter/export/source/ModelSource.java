package dev.ember.converter.export.source;

import dev.ember.converter.export.weights.WeightSource;
import java.io.Closeable;
import java.io.IOException;

/**
 * A model in a form that others publish, open for import: its weights in Ember's own names and
 * order, and what a chat needs beside them.
 *
 * <p>Opening one only recognises it. Each part is read and checked when it is asked for, so that a
 * source whose architecture Ember does not compute still tells its tokenizer, and one without a
 * tokenizer still gives its logits.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
public interface ModelSource extends Closeable {

  /** The family as the source itself calls it: {@code "llama"}; or {@code "unknown"}. */
  String architecture();

  /** The format and the architecture, for people: {@code "Hugging Face folder, llama"}. */
  String description();

  /**
   * The weights with their configuration, which stay readable until this source is closed. Every
   * name, shape and type is checked here; values are checked to be finite as they are read.
   *
   * @throws UnsupportedCheckpointException if Ember does not compute this model rightly
   * @throws IOException if a file is missing or malformed
   */
  WeightSource weights() throws IOException;

  /**
   * Tokenizer, template, special tokens and sampling, as far as the source has them.
   *
   * @throws IOException if what is there is malformed
   */
  SourceChat chat() throws IOException;

  /**
   * What the source says about itself.
   *
   * @throws IOException if what is there is malformed
   */
  SourceNotes notes() throws IOException;
}
