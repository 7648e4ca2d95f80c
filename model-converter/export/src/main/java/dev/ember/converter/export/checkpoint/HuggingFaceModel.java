package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder as Hugging Face's transformers writes it. */
public final class HuggingFaceModel implements ModelSource {
  private final Path folder;
  private final @Nullable String weightsFile;
  private final String architecture;
  private @Nullable CheckpointWeights weights; // once asked for

  private HuggingFaceModel(Path folder, @Nullable String weightsFile) throws IOException {
    this.folder = folder;
    this.weightsFile = weightsFile;
    architecture = ConfigFile.read(folder).string("model_type");
  }

  /** Opens a folder with {@code config.json}; the caller closes the model. */
  public static HuggingFaceModel open(Path folder) throws IOException {
    return new HuggingFaceModel(folder, null);
  }

  /**
   * Opens the folder of a safetensors file with the weights of this file, or of all its shards if
   * it is one of them; the caller closes the model.
   */
  public static HuggingFaceModel openFile(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the file's folder");
    return new HuggingFaceModel(folder, file.getFileName().toString());
  }

  @Override
  public String architecture() {
    return architecture;
  }

  @Override
  public String description() {
    return "Hugging Face folder, " + architecture;
  }

  @Override
  public WeightSource weights() throws IOException {
    if (weights == null) {
      Blueprint blueprint = Families.read(ConfigFile.read(folder));
      CheckpointTensors tensors = CheckpointTensors.open(folder, weightsFile);
      weights = CheckpointWeights.open(blueprint, tensors, folder);
    }
    return weights;
  }

  @Override
  public SourceChat chat() throws IOException {
    return ChatFiles.read(folder);
  }

  @Override
  public SourceNotes notes() throws IOException {
    String card = CheckpointNotes.card(folder);
    Map<String, String> facts = CheckpointNotes.facts(card);
    facts.putAll(TrainingNotes.facts(folder));
    return new SourceNotes(card, facts, CheckpointNotes.goldenPrompts(folder));
  }

  @Override
  public void close() throws IOException {
    if (weights != null) {
      weights.close();
    }
  }
}
