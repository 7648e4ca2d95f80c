package dev.ember.inference.decode;

import dev.ember.inference.file.Buffers;
import dev.ember.inference.tokenizer.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns tokens into text as they come, and holds bytes back until they are whole code points. The
 * pieces together are what decoding all bytes at once gives: bytes that are not UTF-8 become
 * U+FFFD, as Java decodes them. Special tokens are no text.
 */
public final class StreamingDetokenizer {
  /** A code point of four bytes is two chars; a malformed byte is one char. */
  private static final int EXTRA_CHARS = 4;

  private final Tokenizer tokenizer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] held = {}; // the beginning of a code point, at most 3 bytes

  public StreamingDetokenizer(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The text that the token completes, perhaps empty. */
  public String append(int token) {
    return tokenizer.isSpecial(token) ? "" : decode(tokenizer.bytes(token), false);
  }

  /** The rest: U+FFFD if a code point was left open, else empty. Afterwards it may start anew. */
  public String end() {
    String rest = decode(new byte[0], true);
    decoder.reset();
    return rest;
  }

  private String decode(byte[] more, boolean last) {
    ByteBuffer bytes = ByteBuffer.allocate(held.length + more.length);
    bytes.put(held).put(more);
    Buffers.setRange(bytes, 0, bytes.capacity());
    CharBuffer chars = CharBuffer.allocate(bytes.capacity() + EXTRA_CHARS);
    decoder.decode(bytes, chars, last);
    if (last) {
      decoder.flush(chars);
    }
    held = new byte[bytes.remaining()];
    bytes.get(held);
    int length = chars.position();
    Buffers.setRange(chars, 0, length);
    return chars.toString();
  }
}
