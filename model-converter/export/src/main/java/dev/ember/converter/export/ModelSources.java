package dev.ember.converter.export;

import dev.ember.converter.export.checkpoint.HuggingFaceModel;
import dev.ember.converter.export.gguf.GgufModel;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import java.io.IOException;
import java.nio.file.Path;

/** Opens what can be imported, and says of everything else what it is and what to do instead. */
public final class ModelSources {
  private ModelSources() {}

  /**
   * Opens a folder or a file, recognised by its content; the caller closes the source.
   *
   * @throws UnsupportedCheckpointException if it is nothing that Ember imports
   * @throws IOException if it cannot be read, or is malformed
   */
  public static ModelSource open(Path path) throws IOException {
    SourceFormat format = SourceFormat.of(path);
    return switch (format) {
      case HUGGING_FACE_FOLDER -> HuggingFaceModel.open(path);
      case SAFETENSORS -> HuggingFaceModel.openFile(path);
      case GGUF -> GgufModel.open(path);
      case PYTORCH ->
          throw refusal(
              path,
              "PyTorch's pickled weights, which can run code and are not read: "
                  + SourceFormat.HOW_TO_GET_SAFETENSORS);
      case EMBER_BUNDLE -> throw refusal(path, "an Ember bundle, which is imported already");
      case LITERT_LM ->
          throw refusal(
              path,
              "a LiteRT-LM container, whose graphs are compiled for one runtime: import the"
                  + " Hugging Face folder or the GGUF of the same model");
      case MEDIAPIPE_TASK, TFLITE ->
          throw refusal(
              path,
              "a compiled TensorFlow Lite graph: import the Hugging Face folder or the GGUF of the"
                  + " same model");
      case OTHER_FOLDER -> throw refusal(path, "a folder without config.json");
      case OTHER_FILE -> throw refusal(path, "a file of another format");
    };
  }

  private static UnsupportedCheckpointException refusal(Path path, String found) {
    return new UnsupportedCheckpointException(
        path.toString(), "format", "a Hugging Face folder, a safetensors file or a GGUF", found);
  }
}
