package dev.ember.app.attach;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.jobs.OtherApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file in whatever encoding it has: by its mark, else UTF-8, else what bytes above
 * 127 look like: in pairs they are Chinese (GB 18030), alone Western European (Windows-1252).
 */
final class TextFile {
  /** Far more than any window of a model that runs on a phone. */
  static final int MOST_BYTES = 1 << 20;

  private static final int HIGH = 0x80;

  /** GB 2312 begins both bytes of a character here. */
  private static final int PAIR_FROM = 0xA1;

  /** Four in five bytes above 127 stand in pairs in Chinese, hardly any in Western words. */
  private static final int PAIRED_OF_TEN = 8;

  private static final byte[] MARK_UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] MARK_UTF_16LE = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] MARK_UTF_16BE = {(byte) 0xFE, (byte) 0xFF};

  private TextFile() {}

  /**
   * Reads the first {@link #MOST_BYTES} of a file.
   *
   * @throws NotTextException if it is empty or no text
   */
  static String read(InputStream in) throws IOException {
    byte[] bytes = OtherApp.firstBytes(in, MOST_BYTES);
    if (bytes.length == 0) {
      throw new NotTextException(AttachState.Reason.EMPTY);
    }
    String text = decode(bytes).replace("\r\n", "\n").replace('\r', '\n');
    if (text.trim().isEmpty()) {
      throw new NotTextException(AttachState.Reason.EMPTY);
    }
    return text;
  }

  /**
   * As much of a text as a row of the database may have, in its encoding: no more bytes than are
   * read of a file. Some encodings take three of them for one of the file's.
   */
  static String storable(String text) {
    CharBuffer in = CharBuffer.wrap(text);
    UTF_8.newEncoder().encode(in, ByteBuffer.allocate(MOST_BYTES), true); // ends at a character
    return text.substring(0, ((Buffer) in).position());
  }

  private static String decode(byte[] bytes) throws NotTextException {
    if (startsWith(bytes, MARK_UTF_16LE)) {
      return required(strictly(bytes, MARK_UTF_16LE.length, UTF_16LE));
    }
    if (startsWith(bytes, MARK_UTF_16BE)) {
      return required(strictly(bytes, MARK_UTF_16BE.length, UTF_16BE));
    }
    requireNoControls(bytes);
    int from = startsWith(bytes, MARK_UTF_8) ? MARK_UTF_8.length : 0;
    String unicode = strictly(bytes, from, UTF_8);
    if (unicode != null) {
      return unicode;
    }
    if (comesInPairs(bytes)) {
      String chinese = strictly(bytes, 0, Charset.forName("GB18030"));
      if (chinese != null) {
        return chinese;
      }
    }
    return required(strictly(bytes, 0, Charset.forName("windows-1252")));
  }

  private static String required(@Nullable String text) throws NotTextException {
    if (text == null || text.indexOf('\0') >= 0) {
      throw new NotTextException(AttachState.Reason.BINARY);
    }
    return text;
  }

  /** No encoding of a text without a mark uses these bytes for anything. */
  private static void requireNoControls(byte[] bytes) throws NotTextException {
    for (byte value : bytes) {
      boolean control = value >= 0 && value < ' ';
      boolean known = value == '\n' || value == '\r' || value == '\t' || value == '\f';
      if (control && !known) {
        throw new NotTextException(AttachState.Reason.BINARY);
      }
    }
  }

  private static boolean comesInPairs(byte[] bytes) {
    int high = 0;
    int paired = 0;
    for (int i = 0; i < bytes.length; i++) {
      if ((bytes[i] & HIGH) != 0) {
        high++;
        boolean pair =
            i + 1 < bytes.length
                && (bytes[i] & 0xFF) >= PAIR_FROM
                && (bytes[i + 1] & 0xFF) >= PAIR_FROM;
        if (pair) {
          high++;
          paired += 2;
          i++;
        }
      }
    }
    return 10L * paired >= (long) PAIRED_OF_TEN * high;
  }

  /**
   * Decodes, or gives null if a byte does not belong. A character that the limit has cut at the end
   * is left out.
   */
  private static @Nullable String strictly(byte[] bytes, int from, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    boolean whole = bytes.length < MOST_BYTES;
    CoderResult result = decoder.decode(in, out, whole);
    try {
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException otherwise) {
      return null;
    }
    ((Buffer) out).flip();
    return out.toString();
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    return bytes.length >= mark.length && Arrays.equals(Arrays.copyOf(bytes, mark.length), mark);
  }
}
