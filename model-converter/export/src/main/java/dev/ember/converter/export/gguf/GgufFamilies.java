package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a file's family, and opens its weights. */
final class GgufFamilies {
  static final String ARCHITECTURE = "general.architecture";
  private static final String TYPE = "general.type";
  private static final String QUANTIZATION_VERSION = "general.quantization_version";

  /** Of ggml since May 2023; before, the blocks of the same types were others. */
  private static final int KNOWN_QUANTIZATION = 2;

  private static final List<GgufFamily> ALL =
      List.of(
          new LlamaFamily(),
          new Qwen2Family(),
          new Qwen3Family(),
          new Gemma3Family(),
          new Phi3Family(),
          new Gpt2Family());

  /** Keys that say nothing of what a model computes. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "rope.scaling.finetuned",
          "tensor_data_layout", // that of the rows, which is always the same
          "vocab_size"); // the table's rows say it

  private GgufFamilies() {}

  /**
   * The weights of a file, checked.
   *
   * @throws UnsupportedCheckpointException if Ember does not compute the model
   * @throws GgufFormatException if a key or a tensor is missing or malformed
   */
  static GgufWeights open(GgufFile file) throws IOException {
    GgufMetadata metadata = file.metadata();
    requireModel(file, metadata);
    GgufFamily family = of(file, metadata.string(ARCHITECTURE));
    GgufFacts facts = new GgufFacts(file, family.architecture());
    try {
      DecoderConfig config = family.config(facts);
      float queryScale = family.queryScale(facts);
      requireUsual(facts);
      facts.end(WITHOUT_EFFECT);
      return GgufWeights.of(
          file,
          config,
          new TensorParts(file, config, queryScale, order(family, config)),
          family.factorTensors());
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          file.path().toString(),
          "metadata",
          "a possible model",
          String.valueOf(impossible.getMessage()));
    }
  }

  private static @Nullable HeadOrder order(GgufFamily family, DecoderConfig config) {
    return family.pairsSideBySide()
        ? new HeadOrder(config.headSize(), config.attention().rotary(0).dimensions())
        : null;
  }

  private static void requireModel(GgufFile file, GgufMetadata metadata) throws IOException {
    String type = metadata.has(TYPE) ? metadata.string(TYPE) : "model";
    if (!type.equals("model")) {
      throw refusal(file, TYPE, "\"model\"", "\"" + type + "\"");
    }
    if (metadata.has(QUANTIZATION_VERSION)
        && metadata.integer(QUANTIZATION_VERSION) != KNOWN_QUANTIZATION) {
      throw refusal(
          file,
          QUANTIZATION_VERSION,
          Integer.toString(KNOWN_QUANTIZATION),
          metadata.text(QUANTIZATION_VERSION));
    }
  }

  private static GgufFamily of(GgufFile file, String architecture) throws IOException {
    List<String> names = new ArrayList<>();
    for (GgufFamily family : ALL) {
      if (family.architecture().equals(architecture)) {
        return family;
      }
      names.add(family.architecture());
    }
    Collections.sort(names);
    throw refusal(
        file, ARCHITECTURE, "one of " + String.join(", ", names), "\"" + architecture + "\"");
  }

  /** What other models of these architectures may switch on. */
  private static void requireUsual(GgufFacts facts) throws IOException {
    facts.expect("expert_count", 0);
    facts.expect("expert_used_count", 0);
    facts.expect("logit_scale", 1, 0);
    facts.expect("residual_scale", 1, 0);
    facts.expect("embedding_scale", 1, 0);
    facts.expect("pooling_type", 0);
    facts.expect("attn_logit_softcapping", 0);
    facts.expect("final_logit_softcapping", 0);
    facts.expect("attention.clamp_kqv", 0);
    facts.expect("attention.max_alibi_bias", 0);
    facts.expectTrue("attention.causal");
  }

  private static UnsupportedCheckpointException refusal(
      GgufFile file, String key, String expected, String found) {
    return new UnsupportedCheckpointException(
        file.path().toString(), "key " + key, expected, found);
  }
}
