package dev.ember.app.jobs;

import dev.ember.inference.bundle.Bundle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a checkpoint are wanted, and what they are called here. What a provider calls a
 * file is compared with names that are written down in this class, and one of those is used: its
 * own name becomes no part of a path.
 */
public final class CheckpointNames {
  private static final List<String> BESIDE_THE_WEIGHTS =
      List.of(
          "config.json",
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "tokenizer.model",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "chat_template.jinja",
          "chat_template.json",
          "model.safetensors.index.json");

  private static final Pattern SHARD = Pattern.compile("model-(\\d{5})-of-(\\d{5})\\.safetensors");

  private static final String WEIGHTS_ENDING = ".safetensors";
  private static final String GGUF_ENDING = ".gguf";
  private static final String WEIGHTS = "model.safetensors";

  private CheckpointNames() {}

  /** What a file is called here, or null if no model is made of it. */
  public static @Nullable String of(String shownName) {
    String name = shownName.toLowerCase(Locale.ROOT);
    for (String known : BESIDE_THE_WEIGHTS) {
      if (known.equals(name)) {
        return known;
      }
    }
    Matcher shard = SHARD.matcher(name);
    if (shard.matches()) {
      return String.format(
          Locale.ROOT,
          "model-%05d-of-%05d.safetensors",
          Integer.parseInt(String.valueOf(shard.group(1))),
          Integer.parseInt(String.valueOf(shard.group(2))));
    }
    GgufPart part = GgufPart.of(name);
    if (part != null) {
      return new GgufPart("model", part.number(), part.count()).fileName();
    }
    return name.endsWith(WEIGHTS_ENDING) ? WEIGHTS : null;
  }

  /** Whether a file's own name is one that models have, and nothing else. */
  static boolean isOfAModel(String shownName) {
    String name = shownName.toLowerCase(Locale.ROOT);
    return name.endsWith(Bundle.ENDING) || isWeights(name);
  }

  /** Whether it is a file of weights. */
  static boolean isWeights(String knownName) {
    return knownName.endsWith(WEIGHTS_ENDING) || knownName.endsWith(GGUF_ENDING);
  }

  /** All files of the GGUF that {@code knownName} is one of, the first one first; else none. */
  static List<String> wholeGguf(String knownName) {
    GgufPart part = GgufPart.of(knownName);
    return part == null ? List.of() : part.whole();
  }
}
