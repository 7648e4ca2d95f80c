package dev.ember.app.jobs;

import android.net.Uri;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the files of one checkpoint into a folder: its weights, and what stands beside them. Files
 * that no model is made of are left where they are.
 */
final class CheckpointCopy {
  /** A content URI has no line ends. */
  static final String SEPARATOR = "\n";

  private static final List<String> TOKENIZERS =
      List.of("tokenizer.json", "tokenizer.model", "vocab.json");

  private final FileOffers offers;
  private final FileCopy copy;

  CheckpointCopy(FileOffers offers, FileCopy copy) {
    this.offers = offers;
    this.copy = copy;
  }

  /**
   * Copies all of them; those that a former process has copied whole are not copied again.
   *
   * @throws Refusal if there are no weights among them, no {@code config.json}, or two of one name
   */
  void run(JobRecord job, Path folder, JobControl control) throws IOException {
    Map<String, String> sources = sources(job);
    Files.createDirectories(folder);
    boolean begun = false;
    for (Map.Entry<String, String> file : sources.entrySet()) {
      copy.run(file.getValue(), folder.resolve(file.getKey()), begun, control);
      begun = true;
    }
  }

  private static void require(Map<String, String> sources, List<String> oneOf) throws Refusal {
    if (oneOf.stream().noneMatch(sources::containsKey)) {
      throw new Refusal(
          Refusal.Reason.WEIGHTS_ONLY,
          "expected " + String.join(" or ", oneOf) + " but found none");
    }
  }

  private static List<String> wholeGguf(Map<String, String> sources) {
    return sources.keySet().stream()
        .map(CheckpointNames::wholeGguf)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static void requireAll(Map<String, String> sources, List<String> names) throws Refusal {
    for (String name : names) {
      if (!sources.containsKey(name)) {
        throw new Refusal(
            Refusal.Reason.SPLIT,
            names.size(),
            sources.size(),
            "expected " + name + " but found none");
      }
    }
  }

  /** What to open of a folder that was filled here: a split GGUF is opened by its first file. */
  static Path opened(Path part) throws IOException {
    if (Files.isDirectory(part)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(part, "model-00001-of-*.gguf")) {
        for (Path first : files) {
          return first;
        }
      }
    }
    return part;
  }

  /** By the names here, in the order in which they were picked. */
  private Map<String, String> sources(JobRecord job) throws Refusal {
    List<Source> shown = new ArrayList<>();
    for (String uri : job.source().split(SEPARATOR)) {
      shown.add(new Source(uri, offers.name(Uri.parse(uri))));
    }
    return named(shown);
  }

  /**
   * A file that may be one of a checkpoint.
   *
   * @param address where it is
   * @param shown what it is called there; null where nobody says
   */
  record Source(String address, @Nullable String shown) {}

  /**
   * The addresses of a checkpoint's files by their names here, in their order.
   *
   * @throws Refusal if there are no weights among them, no {@code config.json}, or two of one name
   */
  static Map<String, String> named(List<Source> shown) throws Refusal {
    Map<String, String> sources = new LinkedHashMap<>();
    boolean weights = false;
    for (Source source : shown) {
      String name = source.shown() == null ? null : CheckpointNames.of(source.shown());
      if (name == null) {
        continue;
      }
      if (sources.put(name, source.address()) != null) {
        throw new Refusal(Refusal.Reason.NOT_A_MODEL, "expected one " + name + " but found two");
      }
      weights |= CheckpointNames.isWeights(name);
    }
    if (!weights) {
      throw new Refusal(
          Refusal.Reason.NOT_A_MODEL, "expected .safetensors or a split .gguf but found neither");
    }
    List<String> gguf = wholeGguf(sources);
    if (!gguf.isEmpty()) {
      sources.keySet().retainAll(gguf); // it brings its own configuration and tokenizer
      requireAll(sources, gguf);
      return sources;
    }
    require(sources, List.of("config.json"));
    require(sources, TOKENIZERS);
    return sources;
  }
}
