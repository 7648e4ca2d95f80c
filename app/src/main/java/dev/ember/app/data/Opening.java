package dev.ember.app.data;

/** Whether the database can be used yet. */
public sealed interface Opening {

  record Running() implements Opening {}

  record Done() implements Opening {}

  /**
   * The file cannot be read or written. It is left as it is.
   *
   * @param detail what the database said, in English
   */
  record Failed(String detail) implements Opening {}
}
