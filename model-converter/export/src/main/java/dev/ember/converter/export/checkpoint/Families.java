package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The families that Ember computes. */
final class Families {
  private static final List<Family> ALL =
      List.of(
          new EmberFamily(),
          new Gemma3Family(),
          new Gpt2Family(),
          new LlamaFamily(),
          new MistralFamily(),
          new Phi3Family(),
          new Qwen2Family(),
          new Qwen3Family());

  /** Of models whose text part has a family here, but whose files hold more than text. */
  private static final String GEMMA3_WITH_VISION = "gemma3";

  private Families() {}

  /**
   * Reads a configuration to its last key.
   *
   * @throws UnsupportedCheckpointException if no family here computes this model
   * @throws dev.ember.inference.json.JsonFormatException if a key is missing or of another type
   */
  static Blueprint read(ConfigFile config) throws IOException {
    Family family = of(config.string("model_type"));
    if (config.has("architectures")
        && !config.strings("architectures").equals(List.of(family.architecture()))) {
      throw config.refusal("architectures", "[\"" + family.architecture() + "\"]");
    }
    if (config.has("quantization_config")) {
      throw config.refusal(
          "quantization_config", "weights in F32, F16 or BF16 (import the original, or a GGUF)");
    }
    config.expectOff("is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder");
    config.expect("pruned_heads", "{}");
    config.expect("chunk_size_feed_forward", 0);
    Blueprint blueprint;
    try {
      blueprint = family.read(config);
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          ConfigFile.FILE,
          "dimensions",
          "a possible model",
          String.valueOf(impossible.getMessage()));
    }
    Set<String> withoutEffect = new HashSet<>(KeysWithoutEffect.ALL);
    withoutEffect.addAll(family.withoutEffect());
    config.end(withoutEffect);
    return blueprint;
  }

  private static Family of(String modelType) throws IOException {
    List<String> names = new ArrayList<>();
    for (Family family : ALL) {
      if (family.modelType().equals(modelType)) {
        return family;
      }
      names.add(family.modelType());
    }
    Collections.sort(names);
    String hint =
        modelType.equals(GEMMA3_WITH_VISION)
            ? " (with vision; the text-only sizes, 270M and 1B, are gemma3_text)"
            : "";
    throw new UnsupportedCheckpointException(
        ConfigFile.FILE,
        "model_type",
        "one of " + String.join(", ", names),
        "\"" + modelType + "\"" + hint);
  }
}
