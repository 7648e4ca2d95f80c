package dev.ember.converter.export.source;

import dev.ember.inference.bundle.EntryName;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What a path holds, told by its content and never by its name. */
public enum SourceFormat {
  /** A folder with {@code config.json}. */
  HUGGING_FACE_FOLDER,
  /** One file of weights, to be read with the {@code config.json} beside it. */
  SAFETENSORS,
  GGUF,
  /** A ZIP with pickled tensors, or a bare pickle. */
  PYTORCH,
  /** Ember's own file. */
  EMBER_BUNDLE,
  /** LiteRT-LM's container. */
  LITERT_LM,
  /** MediaPipe's container: a ZIP of a graph, a tokenizer and metadata. */
  MEDIAPIPE_TASK,
  /** A bare TensorFlow Lite graph. */
  TFLITE,
  /** A folder without {@code config.json}. */
  OTHER_FOLDER,
  OTHER_FILE;

  /** What to do about {@link #PYTORCH}. */
  public static final String HOW_TO_GET_SAFETENSORS =
      "get the model.safetensors of the same model, or load it with transformers and call"
          + " save_pretrained(folder, safe_serialization=True)";

  /** Enough for every format's mark. */
  private static final int HEAD_BYTES = 16;

  private static final String CONFIG = "config.json";
  private static final String GGUF_MARK = "GGUF";
  private static final String LITERT_LM_MARK = "LITERTLM";
  private static final String ZIP_MARK = "PK\u0003\u0004";
  private static final int ZIP_NAME_LENGTH_AT = 26; // of a local header
  private static final int ZIP_NAME_AT = 30;
  private static final String FLATBUFFER_MARK = "TFL3";
  private static final int FLATBUFFER_MARK_AT = 4; // after the offset of the root table

  /** How a pickle of protocol 2 to 5 begins. */
  private static final int PICKLE_PROTO = 0x80;

  private static final int MAX_PICKLE_PROTOCOL = 5;

  /**
   * Looks at a path.
   *
   * @throws IOException if it cannot be read, or is not there
   */
  public static SourceFormat of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Files.isRegularFile(path.resolve(CONFIG)) ? HUGGING_FACE_FOLDER : OTHER_FOLDER;
    }
    byte[] head = head(path);
    if (has(head, 0, GGUF_MARK)) {
      return GGUF;
    }
    if (has(head, 0, LITERT_LM_MARK)) {
      return LITERT_LM;
    }
    if (has(head, FLATBUFFER_MARK_AT, FLATBUFFER_MARK)) {
      return TFLITE;
    }
    if (has(head, 0, ZIP_MARK)) {
      return ofZip(path);
    }
    if (head.length > 1
        && Byte.toUnsignedInt(head[0]) == PICKLE_PROTO
        && head[1] > 1
        && head[1] <= MAX_PICKLE_PROTOCOL) {
      return PYTORCH;
    }
    return isSafetensors(head, Files.size(path)) ? SAFETENSORS : OTHER_FILE;
  }

  private static SourceFormat ofZip(Path path) throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        names.add(entry.getName());
      }
    } catch (ZipException | EOFException damaged) {
      names = Set.of(firstName(path)); // the directory is at the end, which may be missing
      if (EntryName.ALL.containsAll(names)) {
        return EMBER_BUNDLE;
      }
    }
    if (names.contains(EntryName.MANIFEST) && names.contains(EntryName.MODEL)) {
      return EMBER_BUNDLE;
    }
    for (String name : names) {
      if (name.startsWith("TF_LITE_") || name.equals("TOKENIZER_MODEL")) {
        return MEDIAPIPE_TASK;
      }
      if (name.endsWith("/data.pkl") || name.equals("data.pkl")) {
        return PYTORCH;
      }
    }
    return OTHER_FILE;
  }

  /** What the first local header of a ZIP says; empty if not even that is whole. */
  private static String firstName(Path path) throws IOException {
    byte[] length = new byte[Short.BYTES];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(ZIP_NAME_LENGTH_AT);
      file.readFully(length);
      file.seek(ZIP_NAME_AT);
      byte[] name =
          new byte
              [Short.toUnsignedInt(
                  ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getShort())];
      file.readFully(name);
      return new String(name, StandardCharsets.UTF_8);
    } catch (EOFException cut) {
      return "";
    }
  }

  /** A length, then JSON of that length: the format has no mark of its own. */
  private static boolean isSafetensors(byte[] head, long fileBytes) {
    if (head.length <= Long.BYTES || head[Long.BYTES] != '{') {
      return false;
    }
    long header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return header > 1 && header <= fileBytes - Long.BYTES;
  }

  private static boolean has(byte[] head, int at, String mark) {
    byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (head[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] head(Path path) throws IOException {
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, Files.size(path))];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.readFully(head);
    } catch (EOFException shrunk) {
      throw new IOException(
          path + ": expected a file at rest but found it growing shorter", shrunk);
    }
    return head;
  }
}
