package dev.ember.inference.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes of tokens until they are text. */
final class ByteSink {
  private static final String REPLACEMENT = "\uFFFD";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(byte[] more) {
    bytes.write(more, 0, more.length);
  }

  /** All bytes as text; what is not UTF-8 becomes U+FFFD. */
  String text() {
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Adds the text of the bytes, or as many U+FFFD as bytes, and empties the sink. */
  void drainTo(List<String> texts) {
    if (bytes.size() == 0) {
      return;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      texts.add(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
    } catch (CharacterCodingException notUtf8) {
      for (int i = 0; i < bytes.size(); i++) {
        texts.add(REPLACEMENT);
      }
    }
    bytes.reset();
  }
}
