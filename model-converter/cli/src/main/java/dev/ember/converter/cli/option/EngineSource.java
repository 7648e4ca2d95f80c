package dev.ember.converter.cli.option;

import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where commands get an engine from: a bundle or another model on disk, or a test's scripted one.
 */
public interface EngineSource {

  /**
   * Opens a model; the caller closes the engine.
   *
   * @throws IOException if the file cannot be read or is no whole bundle
   */
  Engine open(Path model, BackendArguments backend) throws IOException;

  /**
   * Opens what computes a model, without a tokenizer; the caller closes it.
   *
   * @throws IOException if the file cannot be read or is no model
   */
  default Backend openBackend(Path model, BackendArguments backend) throws IOException {
    return open(model, backend).backend();
  }
}
