package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.GridSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A GGUF file, or all files of a split one, as a model to import. */
public final class GgufModel implements ModelSource {
  private final GgufFile file;
  private @Nullable GgufWeights weights; // once asked for

  private GgufModel(GgufFile file) {
    this.file = file;
  }

  /**
   * Opens a file; the caller closes the model.
   *
   * @throws GgufFormatException if it is not well formed
   */
  public static GgufModel open(Path path) throws IOException {
    return new GgufModel(GgufFile.open(path));
  }

  /** What is in the file, to look at. */
  public GgufFile file() {
    return file;
  }

  @Override
  public String architecture() {
    try {
      return file.metadata().string(GgufFamilies.ARCHITECTURE);
    } catch (GgufFormatException absent) {
      return "unknown";
    }
  }

  @Override
  public String description() {
    return "GGUF, " + architecture() + ", " + file.mostType();
  }

  @Override
  public GridSource weights() throws IOException {
    if (weights == null) {
      weights = GgufFamilies.open(file);
    }
    return weights;
  }

  @Override
  public SourceChat chat() throws IOException {
    return new GgufChat(file).read();
  }

  @Override
  public SourceNotes notes() throws IOException {
    return new GgufNotes(file).read();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
