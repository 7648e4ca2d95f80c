package dev.ember.inference.tokenizer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tokens and merges in the metadata of a GGUF file: just enough of the format for tests. */
final class GgufVocabulary {
  private static final int MAGIC = 0x46554747;
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int[] BYTES_OF_TYPE = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  private static final int CONTROL = 3; // llama.cpp's LLAMA_TOKEN_TYPE_CONTROL

  private final ByteBuffer file;
  private final Map<String, List<String>> strings = new HashMap<>();
  private final Map<String, List<Integer>> integers = new HashMap<>();

  private GgufVocabulary(ByteBuffer file) {
    this.file = file;
  }

  static TokenizerDefinition read(Path path, PreTokenization preTokenization) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      GgufVocabulary gguf = new GgufVocabulary(bytes.order(ByteOrder.LITTLE_ENDIAN));
      gguf.readMetadata();
      return gguf.definition(preTokenization);
    }
  }

  private TokenizerDefinition definition(PreTokenization preTokenization) {
    List<String> tokens = Objects.requireNonNull(strings.get("tokenizer.ggml.tokens"));
    List<Integer> types = Objects.requireNonNull(integers.get("tokenizer.ggml.token_type"));
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.put(tokens.get(id), id);
      if (types.get(id) == CONTROL) {
        added.add(AddedToken.special(id, tokens.get(id)));
      }
    }
    List<Merge> merges = new ArrayList<>();
    for (String merge : Objects.requireNonNull(strings.get("tokenizer.ggml.merges"))) {
      int space = merge.indexOf(' ');
      merges.add(new Merge(merge.substring(0, space), merge.substring(space + 1)));
    }
    return new TokenizerDefinition(List.of(), preTokenization, vocabulary, merges, false, added);
  }

  private void readMetadata() throws IOException {
    if (file.getInt() != MAGIC) {
      throw new IOException("expected a GGUF file");
    }
    file.getInt(); // version
    file.getLong(); // tensors
    long entries = file.getLong();
    for (long i = 0; i < entries; i++) {
      String key = string();
      readValue(key, file.getInt());
    }
  }

  private void readValue(String key, int type) {
    if (type == STRING) {
      string();
    } else if (type == ARRAY) {
      readArray(key, file.getInt(), file.getLong());
    } else {
      skip(BYTES_OF_TYPE[type]);
    }
  }

  private void readArray(String key, int type, long length) {
    for (long i = 0; i < length; i++) {
      if (type == STRING) {
        strings.computeIfAbsent(key, k -> new ArrayList<>()).add(string());
      } else if (BYTES_OF_TYPE[type] == Integer.BYTES) {
        integers.computeIfAbsent(key, k -> new ArrayList<>()).add(file.getInt());
      } else {
        skip(BYTES_OF_TYPE[type]);
      }
    }
  }

  private String string() {
    byte[] bytes = new byte[(int) file.getLong()];
    file.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void skip(int count) {
    file.position(file.position() + count);
  }
}
