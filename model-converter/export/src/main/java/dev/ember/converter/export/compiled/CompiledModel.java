package dev.ember.converter.export.compiled;

import dev.ember.converter.export.source.SourceFormat;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a compiled model, to be looked at.
 *
 * @param format and its version, for people: {@code "LiteRT-LM 1.0.0"}
 * @param facts that the file states of itself
 * @param sections its parts in their order
 */
public record CompiledModel(String format, Map<String, String> facts, List<Section> sections) {
  /** Why there is no import, and what there is instead. */
  public static final String INSTEAD =
      "its graphs are compiled for one runtime, and its weights cannot be read back from them:"
          + " import the Hugging Face folder or the GGUF of the same model";

  public CompiledModel {
    facts = new TreeMap<>(facts);
    sections = List.copyOf(sections);
  }

  /**
   * A part of the file.
   *
   * @param kind what it is: {@code "TFLiteModel"}
   * @param bytes its size
   * @param lines what it says, for people
   */
  public record Section(String kind, long bytes, List<String> lines) {

    public Section {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Reads a {@code .litertlm}, a {@code .task} or a {@code .tflite}, recognised by its content.
   *
   * @throws CompiledModelException if it is none, or is damaged
   */
  public static CompiledModel read(Path file) throws IOException {
    SourceFormat format = SourceFormat.of(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return switch (format) {
        case LITERT_LM -> new LitertLmReader(channel).read();
        case MEDIAPIPE_TASK -> new TaskReader(channel).read();
        case TFLITE -> graph(channel);
        default ->
            throw new CompiledModelException(
                file + ": expected a .litertlm, .task or .tflite but found " + format);
      };
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException bad) {
      throw new CompiledModelException(file + ": damaged: " + bad.getMessage(), bad);
    }
  }

  private static CompiledModel graph(FileChannel channel) throws IOException {
    SectionBytes bytes = new SectionBytes(channel, 0, channel.size());
    return new CompiledModel(
        "TensorFlow Lite",
        Map.of(),
        List.of(new Section("TFLiteModel", channel.size(), TfliteSummary.lines(bytes.map()))));
  }
}
