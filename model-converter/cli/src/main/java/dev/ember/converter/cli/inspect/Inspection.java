package dev.ember.converter.cli.inspect;

import dev.ember.converter.cli.source.TokenizerSource;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.compiled.CompiledModel;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a file or folder, whatever it is. */
public final class Inspection {
  private static final String CONFIG = "config.json";

  private Inspection() {}

  /** What a bundle's manifest says. */
  public static FactSheet of(Manifest manifest) {
    return BundleFacts.of(manifest);
  }

  /**
   * What is in anything but a bundle.
   *
   * @throws IOException if it cannot be read, or is nothing that Ember knows
   */
  public static FactSheet of(Path path) throws IOException {
    return switch (SourceFormat.of(path)) {
      case HUGGING_FACE_FOLDER -> model(path);
      case GGUF -> gguf(path);
      case SAFETENSORS ->
          Files.exists(path.resolveSibling(CONFIG)) ? model(path) : SafetensorsFacts.of(path);
      case LITERT_LM, MEDIAPIPE_TASK, TFLITE -> CompiledFacts.of(CompiledModel.read(path));
      case PYTORCH -> refused(path);
      default -> TokenizerFacts.of(TokenizerSource.open(path));
    };
  }

  private static FactSheet model(Path path) throws IOException {
    try (ModelSource source = ModelSources.open(path)) {
      return ModelFacts.of(source);
    }
  }

  private static FactSheet gguf(Path path) throws IOException {
    FactSheet sheet = model(path);
    GgufFacts.add(path, sheet);
    return sheet;
  }

  private static FactSheet refused(Path path) throws IOException {
    FactSheet sheet = new FactSheet();
    try (ModelSource source = ModelSources.open(path)) {
      sheet.add("format", source.description());
    } catch (UnsupportedCheckpointException refusal) {
      sheet.add("no import", String.valueOf(refusal.getMessage()));
    }
    return sheet;
  }
}
