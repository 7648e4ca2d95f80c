package dev.ember.converter.training.sources;

import dev.ember.converter.training.text.JsonValue;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of public files in JSON:
 *
 * <pre>
 * {"files": [{
 *   "name": "tales.jsonl.gz", "what": "200 tales", "source": "owner/repository@revision",
 *   "licence": "CC BY 4.0", "sha256": "9f86...", "bytes": 51234,
 *   "lines": {"pretrain": 5000, "tokenizer": 2000},    // may be left out: all of it, for both
 *   "authors": "author",                               // may be left out
 *   "url": "https://..."}]}                            // may be left out
 * </pre>
 */
final class SourceManifest {
  private static final Set<String> MEMBERS =
      Set.of("name", "what", "source", "licence", "sha256", "bytes", "lines", "authors", "url");

  private SourceManifest() {}

  /**
   * The files in their order, at least one.
   *
   * @throws IOException naming the manifest, and the file in it that is at fault
   */
  static List<SourceFile> read(Path manifest) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try {
      for (JsonValue item : JsonValue.parse(Utf8File.read(manifest)).field("files").items()) {
        files.add(file(item, files.size()));
      }
      requireDistinct(files);
    } catch (IllegalArgumentException e) {
      throw new IOException(manifest + ": " + e.getMessage(), e);
    }
    return files;
  }

  private static void requireDistinct(List<SourceFile> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("expected at least one file but found none");
    }
    Set<String> names = new HashSet<>();
    for (SourceFile file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException(
            "expected each name once but found twice " + file.name());
      }
    }
  }

  private static SourceFile file(JsonValue item, int index) {
    for (String member : item.names()) {
      if (!MEMBERS.contains(member)) {
        throw new IllegalArgumentException(
            "files[" + index + "]: expected no member but " + MEMBERS + " but found " + member);
      }
    }
    try {
      return new SourceFile(
          item.field("name").text(),
          item.field("what").text(),
          new SourceFile.Origin(
              item.field("source").text(),
              item.field("licence").text(),
              url(item.field("url")),
              optional(item.field("authors"))),
          new SourceFile.Content(item.field("sha256").text(), whole(item, "bytes")),
          lines(item.field("lines")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("files[" + index + "]: " + e.getMessage(), e);
    }
  }

  private static Map<Use, Integer> lines(JsonValue cuts) {
    Map<Use, Integer> lines = new EnumMap<>(Use.class);
    if (cuts.isThere()) {
      for (String word : cuts.names()) {
        lines.put(use(word), Math.toIntExact(whole(cuts, word)));
      }
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("expected pretrain or tokenizer in lines");
      }
    }
    return lines;
  }

  private static Use use(String word) {
    for (Use use : Use.values()) {
      if (use.word().equals(word)) {
        return use;
      }
    }
    throw new IllegalArgumentException("expected pretrain or tokenizer in lines but found " + word);
  }

  private static long whole(JsonValue object, String member) {
    double number = object.field(member).number();
    if (number != Math.rint(number) || number < 1 || number > 1L << 53) {
      throw new IllegalArgumentException(
          "expected a whole number above 0 as " + member + " but found " + number);
    }
    return (long) number;
  }

  private static @Nullable String url(JsonValue value) {
    String url = optional(value);
    if (url != null) {
      String scheme = URI.create(url).getScheme();
      if (!"https".equals(scheme) && !"http".equals(scheme)) {
        throw new IllegalArgumentException("expected an https address as url but found " + url);
      }
    }
    return url;
  }

  private static @Nullable String optional(JsonValue value) {
    return value.isThere() ? value.text() : null;
  }
}
