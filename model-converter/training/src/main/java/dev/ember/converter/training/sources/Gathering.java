package dev.ember.converter.training.sources;

import dev.ember.converter.training.progress.CountBar;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.file.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the files of a manifest into a folder that tokenizer and pretraining read:
 *
 * <pre>
 * OUT/whole/tales.jsonl.gz                 for both, as it is
 * OUT/pretrain/chats.first5000.jsonl       first lines, for one use
 * OUT/tokenizer/chats.first2000.jsonl
 * OUT/downloads/                           what had to be downloaded, and parts of it
 * OUT/SOURCES.md                           the card; written last
 * </pre>
 */
final class Gathering {
  static final String WHOLE = "whole";
  static final String CARD = "SOURCES.md";
  private static final String DOWNLOADS = "downloads";

  private final List<SourceFile> files;
  private final Path out;
  private final @Nullable Path from;
  private final @Nullable SourceDownload download;

  /**
   * @param from a folder that may hold the files, looked into first
   * @param download null where nothing is to be downloaded
   */
  Gathering(
      List<SourceFile> files, Path out, @Nullable Path from, @Nullable SourceDownload download) {
    this.files = List.copyOf(files);
    this.out = out;
    this.from = from;
    this.download = download;
  }

  /**
   * Writes no file before each was found and is what it should be, and none in part.
   *
   * @throws IOException naming the file that is missing, wrong, or not of this manifest
   */
  void run() throws IOException {
    requireNoOthers();
    requireAll();
    Map<SourceFile, Path> found = new LinkedHashMap<>();
    for (SourceFile file : files) {
      found.put(file, locate(file));
    }
    Files.deleteIfExists(out.resolve(CARD));
    for (String folder : folders()) {
      Files.createDirectories(out.resolve(folder));
    }
    for (Map.Entry<SourceFile, Path> entry : found.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
    AtomicFile.write(out.resolve(CARD), SourcesCard.of(found).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> folders() {
    List<String> folders = new ArrayList<>(List.of(WHOLE));
    for (Use use : Use.values()) {
      folders.add(use.word());
    }
    return folders;
  }

  /** What lies in these folders is learned from, so a file of another manifest must not. */
  private void requireNoOthers() throws IOException {
    Set<Path> own = new HashSet<>();
    files.forEach(file -> own.addAll(targets(file).keySet()));
    for (String folder : folders()) {
      if (!Files.isDirectory(out.resolve(folder))) {
        continue;
      }
      try (Stream<Path> inside = Files.walk(out.resolve(folder))) {
        for (Path there : inside.filter(TextSources::reads).sorted().toList()) {
          if (!own.contains(there)) {
            throw new IOException(
                there + ": expected files of this manifest alone; delete it or name another --out");
          }
        }
      }
    }
  }

  /** Where a file goes, with the number of its first lines; 0 is all of it. */
  private Map<Path, Integer> targets(SourceFile file) {
    Map<Path, Integer> targets = new LinkedHashMap<>();
    if (file.lines().isEmpty()) {
      targets.put(out.resolve(WHOLE).resolve(file.name()), 0);
    }
    file.lines()
        .forEach(
            (use, lines) ->
                targets.put(out.resolve(use.word()).resolve(file.cutName(lines)), lines));
    return targets;
  }

  /** Says what is missing before the first byte is downloaded. */
  private void requireAll() throws IOException {
    List<SourceFile> missing = new ArrayList<>();
    for (SourceFile file : files) {
      if (there(file) == null && (download == null || file.origin().url() == null)) {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(missing(missing.get(0)) + others(missing));
    }
  }

  private String missing(SourceFile file) {
    return String.format(
        Locale.ROOT,
        "%s: expected it in %s, since %s. It is made from %s (%s); put it into a folder and name"
            + " that by --from FOLDER",
        file.name(),
        from == null ? "a folder" : from,
        file.origin().url() == null
            ? "the manifest names no address to download it from"
            : "--offline downloads nothing",
        file.origin().source(),
        file.origin().licence());
  }

  private static String others(List<SourceFile> missing) {
    List<String> names = missing.stream().skip(1).map(SourceFile::name).toList();
    return names.isEmpty() ? "" : ". Missing too: " + String.join(", ", names);
  }

  private @Nullable Path there(SourceFile file) {
    Path given = from == null ? null : from.resolve(file.name());
    if (given != null && Files.isRegularFile(given)) {
      return given;
    }
    Path downloaded = out.resolve(DOWNLOADS).resolve(file.name());
    return Files.isRegularFile(downloaded) ? downloaded : null;
  }

  private Path locate(SourceFile file) throws IOException {
    Path there = there(file);
    if (there != null) {
      file.content().check(there);
      return there;
    }
    if (download == null) {
      throw new AssertionError("what is not there and cannot be downloaded was refused before");
    }
    Path target = out.resolve(DOWNLOADS).resolve(file.name());
    Files.createDirectories(out.resolve(DOWNLOADS));
    CountBar bar =
        new CountBar(System.err, System.console() != null, "bytes", file.content().bytes());
    download.fetch(file, target, bar::update);
    return target;
  }

  private void write(SourceFile file, Path content) throws IOException {
    for (Map.Entry<Path, Integer> target : targets(file).entrySet()) {
      int lines = target.getValue();
      AtomicFile.deleteLeftovers(target.getKey());
      AtomicFile.write(
          target.getKey(),
          channel -> {
            if (lines == 0) {
              Files.copy(content, Channels.newOutputStream(channel));
            } else {
              cut(content, lines, Channels.newWriter(channel, StandardCharsets.UTF_8));
            }
          });
    }
  }

  private static void cut(Path content, int lines, Writer out) throws IOException {
    try (BufferedReader reader = TextSources.lines(content)) {
      for (int i = 0; i < lines; i++) {
        String line = reader.readLine();
        if (line == null) {
          throw new IOException(content + ": expected at least " + lines + " lines but found " + i);
        }
        out.write(line + "\n");
      }
      out.flush();
    } catch (CharacterCodingException e) {
      throw new IOException(content + ": expected UTF-8 but found other bytes", e);
    }
  }
}
