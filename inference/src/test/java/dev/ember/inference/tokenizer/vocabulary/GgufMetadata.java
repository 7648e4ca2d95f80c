package dev.ember.inference.tokenizer.vocabulary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokenizer in the metadata of a GGUF file: just enough of the format for tests. */
final class GgufMetadata {
  private static final int MAGIC = 0x46554747;
  private static final int FLOAT32 = 6;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int[] BYTES_OF_TYPE = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private final ByteBuffer file;
  private final Map<String, Object> values = new HashMap<>();

  private GgufMetadata(ByteBuffer file) {
    this.file = file;
  }

  static GgufVocabulary vocabulary(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      GgufMetadata gguf = new GgufMetadata(bytes.order(ByteOrder.LITTLE_ENDIAN));
      gguf.readAll();
      return gguf.vocabulary();
    }
  }

  private GgufVocabulary vocabulary() {
    GgufVocabulary vocabulary =
        new GgufVocabulary((String) value("model", ""), strings("tokens"))
            .scores(floats("scores"))
            .types(integers("token_type"))
            .merges(strings("merges"))
            .preTokenizer((String) value("pre", ""))
            .prefixesSpace((Boolean) value("add_space_prefix", true));
    int begin = (Integer) value("bos_token_id", -1);
    return begin < 0
        ? vocabulary
        : vocabulary.begin(begin, (Boolean) value("add_bos_token", opensByDefault()));
  }

  /** As in llama.cpp: a SentencePiece vocabulary opens with its token unless it says otherwise. */
  private boolean opensByDefault() {
    return value("model", "").equals("llama");
  }

  private Object value(String key, Object otherwise) {
    return values.getOrDefault("tokenizer.ggml." + key, otherwise);
  }

  private List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    ((List<?>) value(key, List.of())).forEach(one -> strings.add((String) one));
    return strings;
  }

  private int[] integers(String key) {
    return ((List<?>) value(key, List.of())).stream().mapToInt(one -> (Integer) one).toArray();
  }

  private float[] floats(String key) {
    List<?> list = (List<?>) value(key, List.of());
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) list.get(i);
    }
    return floats;
  }

  private void readAll() throws IOException {
    if (file.getInt() != MAGIC) {
      throw new IOException("expected a GGUF file");
    }
    file.getInt(); // version
    file.getLong(); // tensors
    long entries = file.getLong();
    for (long i = 0; i < entries; i++) {
      String key = string();
      values.put(key, read(file.getInt()));
    }
  }

  private Object read(int type) {
    if (type == ARRAY) {
      int elementType = file.getInt();
      long length = file.getLong();
      List<Object> elements = new ArrayList<>();
      for (long i = 0; i < length; i++) {
        elements.add(read(elementType));
      }
      return elements;
    }
    return switch (type) {
      case STRING -> string();
      case FLOAT32 -> file.getFloat();
      case BOOL -> file.get() != 0;
      default -> BYTES_OF_TYPE[type] == Integer.BYTES ? (Object) file.getInt() : skip(type);
    };
  }

  private Object skip(int type) {
    file.position(file.position() + BYTES_OF_TYPE[type]);
    return 0;
  }

  private String string() {
    byte[] bytes = new byte[(int) file.getLong()];
    file.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
