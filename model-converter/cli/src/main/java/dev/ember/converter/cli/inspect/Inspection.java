package dev.ember.converter.cli.inspect;

import dev.ember.converter.cli.source.TokenizerSource;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.checkpoint.HuggingFaceConfig;
import dev.ember.converter.export.compiled.CompiledModel;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a file or folder, whatever it is. */
public final class Inspection {
  private static final String CONFIG = "config.json";

  /** Enough to tell text from other bytes. */
  private static final int BEGIN_BYTES = 4096;

  private static final long MAX_CONFIG_BYTES = 1 << 20;

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
      case OTHER_FILE -> isConfig(path) ? config(path) : tokenizerOrNothing(path);
      default -> tokenizer(path);
    };
  }

  private static FactSheet model(Path path) throws IOException {
    try (ModelSource source = ModelSources.open(path)) {
      return ModelFacts.of(source);
    }
  }

  private static FactSheet tokenizerOrNothing(Path path) throws IOException {
    try {
      return tokenizer(path);
    } catch (TokenizerFormatException other) {
      if (isJson(path)) {
        throw other; // a tokenizer.json with a fault, most likely
      }
      throw new IOException(
          path + ": expected a model, a bundle or a tokenizer but found " + whatElse(path), other);
    }
  }

  private static boolean isJson(Path path) throws IOException {
    String begin = begin(path).strip();
    return begin.startsWith("{");
  }

  private static String whatElse(Path path) throws IOException {
    String begin = begin(path);
    if (begin.isEmpty()) {
      return "an empty file";
    }
    // A character that the end of the piece cut in two is no sign of other bytes.
    boolean text = begin.substring(0, begin.length() - 1).indexOf('\uFFFD') < 0;
    return text && begin.indexOf('\0') < 0 ? "a text" : "other bytes";
  }

  private static String begin(Path path) throws IOException {
    try (InputStream bytes = Files.newInputStream(path)) {
      return new String(bytes.readNBytes(BEGIN_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static FactSheet tokenizer(Path path) throws IOException {
    return TokenizerFacts.of(TokenizerSource.open(path));
  }

  /** A model's configuration without its weights: how large would it be? */
  private static FactSheet config(Path path) throws IOException {
    DecoderConfig config = HuggingFaceConfig.parse(Files.readString(path));
    FactSheet sheet = new FactSheet();
    sheet.add("format", "the config.json of a Hugging Face model");
    sheet.add("model", ConfigFacts.parameters(config));
    ConfigFacts.add(config, sheet);
    ImportPlan.of(new ShapesAlone(config), ExportOptions.DEFAULT_MAX_CONTEXT).addTo(sheet);
    return sheet;
  }

  /** A small JSON object with the key that every such file has. */
  private static boolean isConfig(Path path) throws IOException {
    if (Files.size(path) > MAX_CONFIG_BYTES) {
      return false;
    }
    try {
      return JsonFields.parse(Files.readString(path)).has("model_type");
    } catch (IOException otherBytes) {
      return false;
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
