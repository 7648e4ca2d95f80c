package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder as Hugging Face's transformers writes it. */
public final class HuggingFaceModel implements ModelSource {
  private static final String WEIGHTS = "model.safetensors";

  private final Path folder;
  private final String weightsFile;
  private final String architecture;
  private @Nullable LlamaCheckpoint weights; // once asked for

  private HuggingFaceModel(Path folder, String weightsFile, String architecture) {
    this.folder = folder;
    this.weightsFile = weightsFile;
    this.architecture = architecture;
  }

  /** Opens a folder with {@code config.json}; the caller closes the model. */
  public static HuggingFaceModel open(Path folder) throws IOException {
    return open(folder, WEIGHTS);
  }

  /** Opens a folder whose weights have a name of their own. */
  public static HuggingFaceModel open(Path folder, String weightsFile) throws IOException {
    JsonFields config = JsonFields.parse(TextFile.read(folder, LlamaConfig.FILE));
    return new HuggingFaceModel(folder, weightsFile, config.string("model_type"));
  }

  @Override
  public String description() {
    return "Hugging Face folder, " + architecture;
  }

  @Override
  public WeightSource weights() throws IOException {
    if (weights == null) {
      weights = LlamaCheckpoint.open(folder, weightsFile);
    }
    return weights;
  }

  @Override
  public SourceChat chat() throws IOException {
    return ChatFiles.read(folder);
  }

  @Override
  public SourceNotes notes() throws IOException {
    return new SourceNotes(
        CheckpointNotes.card(folder), Map.of(), CheckpointNotes.goldenPrompts(folder));
  }

  @Override
  public void close() throws IOException {
    if (weights != null) {
      weights.close();
    }
  }
}
