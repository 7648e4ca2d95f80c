package dev.ember.app.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.ContentResolver;
import android.net.Uri;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.jobs.OtherApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;

/** A file of chats that this app saved, as another app offers it. */
public final class ChatFile {
  /** Thousands of chats; whoever has more has a backup for them. */
  static final int MOST_BYTES = 16 << 20;

  private static final int FIRST_BYTES = 256;

  private static final Pattern BEGINNING =
      Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*\"" + ChatExport.FORMAT + "\"");

  private ChatFile() {}

  /** Whether a file begins as one of chats does; one that its app does not give does not. */
  public static boolean begins(ContentResolver files, Uri uri) {
    try (InputStream in = OtherApp.give(() -> files.openInputStream(uri))) {
      return begins(OtherApp.firstBytes(in, FIRST_BYTES));
    } catch (IOException notGiven) {
      return false;
    }
  }

  /**
   * The chats of a file.
   *
   * @throws ChatFileException if it is none of chats, or not whole
   * @throws IOException if the other app does not give it to its end
   */
  public static List<ChatCopy> read(ContentResolver files, Uri uri) throws IOException {
    byte[] bytes;
    try (InputStream in = OtherApp.give(() -> files.openInputStream(uri))) {
      bytes = OtherApp.firstBytes(in, MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new ChatFileException(
          ChatFileException.Reason.TOO_LONG, "expected at most " + MOST_BYTES + " bytes");
    }
    if (!begins(bytes)) {
      throw new ChatFileException(
          ChatFileException.Reason.NO_CHATS,
          "expected an object of the format " + ChatExport.FORMAT + " at the beginning");
    }
    return ChatReader.read(text(bytes));
  }

  private static boolean begins(byte[] bytes) {
    int length = Math.min(bytes.length, FIRST_BYTES);
    return BEGINNING.matcher(new String(bytes, 0, length, ISO_8859_1)).lookingAt();
  }

  private static String text(byte[] bytes) throws ChatFileException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new ChatFileException(
          ChatFileException.Reason.DAMAGED, "expected UTF-8 but found " + notText.getMessage());
    }
  }
}
