package dev.ember.app.jobs;

import java.util.ArrayList;
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

  /** As llama.cpp's {@code gguf-split} names one of several files. */
  private static final Pattern GGUF_SHARD = Pattern.compile(".*-(\\d{5})-of-(\\d{5})\\.gguf");

  private static final String WEIGHTS_ENDING = ".safetensors";
  private static final String GGUF_ENDING = ".gguf";
  private static final String WEIGHTS = "model.safetensors";

  /** A name may claim 99,999; no folder that is offered here has more files. */
  private static final int MOST_SHARDS = 512;

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
      return numbered(shard, WEIGHTS_ENDING);
    }
    Matcher gguf = GGUF_SHARD.matcher(name);
    if (gguf.matches()) {
      return numbered(gguf, GGUF_ENDING);
    }
    return name.endsWith(WEIGHTS_ENDING) ? WEIGHTS : null;
  }

  private static String numbered(Matcher name, String ending) {
    return shard(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)), ending);
  }

  private static String shard(int number, int count, String ending) {
    return String.format(Locale.ROOT, "model-%05d-of-%05d%s", number, count, ending);
  }

  /** Whether it is a file of weights. */
  static boolean isWeights(String knownName) {
    return knownName.endsWith(WEIGHTS_ENDING) || knownName.endsWith(GGUF_ENDING);
  }

  /** All files of the GGUF that {@code knownName} is one of, the first one first; else none. */
  static List<String> wholeGguf(String knownName) {
    Matcher gguf = GGUF_SHARD.matcher(knownName);
    List<String> names = new ArrayList<>();
    if (gguf.matches()) {
      int count = Integer.parseInt(gguf.group(2));
      for (int number = 1; number <= count && number <= MOST_SHARDS; number++) {
        names.add(shard(number, count, GGUF_ENDING));
      }
    }
    return names;
  }
}
