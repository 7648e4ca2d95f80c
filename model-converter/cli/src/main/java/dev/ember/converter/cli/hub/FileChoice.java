package dev.ember.converter.cli.hub;

import dev.ember.converter.cli.progress.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a repository an import needs: one form of the weights, and what stands beside
 * them. A repository often holds the same weights in three formats.
 */
final class FileChoice {
  static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  static final String WEIGHTS_INDEX = "model.safetensors.index.json";
  private static final String GGUF = ".gguf";

  /** Taken where they are there. */
  private static final List<String> BESIDE =
      List.of(
          CONFIG,
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "chat_template.jinja",
          "README.md",
          "LICENSE",
          "LICENSE.txt",
          "LICENSE.md",
          "NOTICE");

  private static final String TOKENIZER = "tokenizer.json";

  /** Other forms of the tokenizer, needed where there is no tokenizer.json. */
  private static final List<String> OTHER_TOKENIZERS =
      List.of("tokenizer.model", "vocab.json", "merges.txt");

  /** As llama.cpp names the parts of a split file. */
  private static final Pattern SPLIT = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})(\\.gguf)");

  private final HubListing listing;

  FileChoice(HubListing listing) {
    this.listing = listing;
  }

  /**
   * The files for an import of safetensors, without the shards that an index names.
   *
   * @throws HubException if there are no such weights, with what there is
   */
  List<HubFile> folder() throws HubException {
    List<HubFile> chosen = new ArrayList<>();
    boolean whole = listing.file(WEIGHTS).isPresent();
    boolean sharded = listing.file(WEIGHTS_INDEX).isPresent();
    if (listing.file(CONFIG).isEmpty() || !(whole || sharded)) {
      throw noSafetensors();
    }
    add(chosen, BESIDE);
    if (listing.file(TOKENIZER).isEmpty()) {
      add(chosen, OTHER_TOKENIZERS);
    }
    add(chosen, List.of(whole ? WEIGHTS : WEIGHTS_INDEX));
    return chosen;
  }

  /**
   * One GGUF, with all of its parts if it is split. A name alone makes no part: where the listing
   * has no other one, the file is taken as it is, and says itself what it is when it is opened.
   *
   * @throws HubException if there is no such file, with the files of that kind
   */
  List<HubFile> gguf(String path) throws HubException {
    Matcher split = SPLIT.matcher(path);
    if (!split.matches() || !hasOtherPart(path, split)) {
      return List.of(named(path));
    }
    List<HubFile> parts = new ArrayList<>();
    int count = Integer.parseInt(split.group(3));
    for (int part = 1; part <= count; part++) {
      parts.add(
          named(
              String.format(
                  Locale.ROOT, "%s-%05d-of-%05d%s", split.group(1), part, count, split.group(4))));
    }
    return parts;
  }

  private boolean hasOtherPart(String path, Matcher split) {
    for (HubFile file : listing.ending(String.valueOf(split.group(4)))) {
      Matcher other = SPLIT.matcher(file.path());
      if (other.matches()
          && !file.path().equals(path)
          && Objects.equals(other.group(1), split.group(1))
          && Objects.equals(other.group(3), split.group(3))) {
        return true;
      }
    }
    return false;
  }

  /** A file that an index, or a user, names. */
  HubFile named(String path) throws HubException {
    Optional<HubFile> file = listing.file(path);
    if (file.isEmpty()) {
      throw new HubException(
          "no " + path + " in " + listing.model() + ". " + ggufs("Its GGUF files"));
    }
    return file.get();
  }

  private void add(List<HubFile> chosen, List<String> paths) {
    for (String path : paths) {
      listing.file(path).ifPresent(chosen::add);
    }
  }

  private HubException noSafetensors() {
    String model = listing.model().toString();
    if (!listing.ending(GGUF).isEmpty()) {
      return new HubException(
          model + " holds GGUF files: name one by --file. " + ggufs("There are"));
    }
    boolean pickled = !listing.ending(".bin").isEmpty() || !listing.ending(".pt").isEmpty();
    if (pickled) {
      return new HubException(
          model
              + " holds PyTorch's pickled weights, which can run code and are not read: look for a"
              + " conversion of it to safetensors or GGUF, or load it with transformers and call"
              + " save_pretrained(folder, safe_serialization=True)");
    }
    return new HubException(
        model + ": expected config.json and model.safetensors, or a GGUF, but found neither");
  }

  private String ggufs(String introduction) {
    List<HubFile> files = listing.ending(GGUF);
    if (files.isEmpty()) {
      return "It has no GGUF files.";
    }
    StringJoiner names = new StringJoiner("\n  ", introduction + ":\n  ", "");
    for (HubFile file : files) {
      names.add(file.path() + (file.isComplete() ? " (" + Amount.bytes(file.bytes()) + ")" : ""));
    }
    return names.toString();
  }
}
