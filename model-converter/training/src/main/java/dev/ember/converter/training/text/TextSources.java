package dev.ember.converter.training.text;

import dev.ember.inference.file.FileFault;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files of text ({@code .txt}, {@code .md}), JSON Lines ({@code .jsonl}, {@code .json}), gzip of
 * both ({@code .gz}) and folders of them, read as a stream: no file is in memory as a whole.
 *
 * <pre>
 * TextSources.of(List.of(folder)).forEach(document -> ...);
 * </pre>
 */
public final class TextSources {
  private static final String GZIP = ".gz";

  private final List<Path> files;
  private int skipped;
  private String place = ""; // of the record at hand

  private TextSources(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Finds the files of the given files and folders, those of a folder by name. In a folder of
   * {@code ember corpus expand} what is held out and the statistics are none of them.
   *
   * @throws IOException if one is not there, or there is no file that can be read
   */
  public static TextSources of(List<Path> paths) throws IOException {
    List<Path> files = find(paths, CorpusFolder::isLearned);
    if (files.isEmpty()) {
      throw new IOException(paths + ": expected .txt, .md, .jsonl or .gz files but found none");
    }
    return new TextSources(files);
  }

  /**
   * Finds what judges: the files of {@code judging}, of a folder of {@code ember corpus expand}
   * those that are held out, and what such folders among {@code learned} hold out. There may be
   * none.
   *
   * @throws IOException if one is not there, or there is no file that can be read in {@code
   *     judging}
   */
  public static TextSources judges(List<Path> learned, List<Path> judging) throws IOException {
    List<Path> named = find(judging, CorpusFolder::mayJudge);
    if (named.isEmpty() && !judging.isEmpty()) {
      throw new IOException(judging + ": expected .txt, .md, .jsonl or .gz files but found none");
    }
    Map<Path, Path> files = new LinkedHashMap<>(); // by where they lie: each is read once
    for (Path path : learned) {
      if (Files.isDirectory(path)) { // a file is what it is named as
        for (Path file : find(List.of(path), CorpusFolder::isHeldOut)) {
          files.put(file.toRealPath(), file);
        }
      }
    }
    for (Path file : named) {
      files.put(file.toRealPath(), file);
    }
    return new TextSources(new ArrayList<>(files.values()));
  }

  /** The files of {@link #of}, and behind them what folders among the paths hold out. */
  public static List<Path> filesWithJudges(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>(of(paths).files());
    files.addAll(judges(paths, List.of()).files());
    return files;
  }

  /** The files among paths, and of folders those that are wanted. */
  private static List<Path> find(List<Path> paths, Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside.filter(TextSources::reads).filter(wanted).sorted().forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw new IOException(path + ": expected a file or a folder but found none");
      }
    }
    return files;
  }

  /** The files, in the order in which they are read. */
  public List<Path> files() {
    return files;
  }

  /** How many records {@link #forEach} left out: empty texts, and chats without an answer. */
  public int skipped() {
    return skipped;
  }

  /**
   * File, and of JSON Lines the line, of the document that {@link #forEach} gives away just now.
   */
  public String place() {
    return place;
  }

  /**
   * Reads all documents. Where the reader refuses one as an illegal argument, file and line are
   * added.
   *
   * @throws IOException naming file and line of what cannot be read
   */
  public void forEach(Consumer<Document> reader) throws IOException {
    skipped = 0;
    for (Path file : files) {
      place = file.toString();
      try (BufferedReader lines = lines(file)) {
        if (isJson(file)) {
          readJson(file, lines, reader);
        } else {
          PlainTexts.read(lines, reader);
        }
      } catch (CharacterCodingException e) {
        throw new IOException(file + ": expected UTF-8 but found other bytes", e);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
  }

  private void readJson(Path file, BufferedReader lines, Consumer<Document> reader)
      throws IOException {
    NumberedLines.read(
        lines,
        file.toString(),
        (line, number) -> {
          place = file + ", line " + number;
          Document document = document(JsonValue.parse(line));
          if (document.words().isBlank()) {
            skipped++;
          } else {
            reader.accept(document);
          }
        });
  }

  /** An object with {@code text}, or a chat in one of its forms. */
  static Document document(JsonValue line) {
    JsonValue text = line.field("text");
    return text.isText()
        ? new Document.Text(text.text())
        : new Document.Chat(ChatForms.messages(line));
  }

  /** The first line of a file that is not blank; empty if there is none. */
  public static String firstLine(Path file) throws IOException {
    try (BufferedReader lines = lines(file)) {
      String line = lines.readLine();
      while (line != null && line.isBlank()) {
        line = lines.readLine();
      }
      return line == null ? "" : line;
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": expected UTF-8 but found other bytes", e);
    }
  }

  /**
   * Opens a file of text, plain or gzipped; other bytes than UTF-8 are refused where they stand,
   * and so are those of a gzip file that is none or was cut, by its name.
   */
  public static BufferedReader lines(Path file) throws IOException {
    FileFault.requireNoFolder(file);
    InputStream text =
        name(file).endsWith(GZIP)
            ? GzipStream.open(file)
            : new BufferedInputStream(Files.newInputStream(file));
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
  }

  private static boolean isJson(Path file) {
    String name = name(file).replace(GZIP, "");
    return name.endsWith(".jsonl") || name.endsWith(".json");
  }

  /** Whether a file of a folder is one of those that are read. */
  public static boolean reads(Path path) {
    String name = name(path).replace(GZIP, "");
    return Files.isRegularFile(path)
        && (name.endsWith(".txt") || name.endsWith(".md") || isJson(path));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
