package dev.ember.app.main;

import android.content.ContentResolver;
import android.content.Intent;
import android.net.Uri;
import androidx.core.content.IntentCompat;
import dev.ember.app.inside.why.ReplayFile;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants who starts this app. Anybody may send an intent, so what is in one is a wish:
 * text becomes a draft that its user may send, a text file goes beside a question that is not asked
 * yet, a file is taken in only as far as it proves to be a model, and nothing is ever sent, deleted
 * or overwritten.
 */
sealed interface Arrival {
  String NEW_CHAT = "dev.ember.app.NEW_CHAT";
  String MODELS = "dev.ember.app.MODELS";
  String CHAT_ID = "chatId";

  /** More text than any window holds is cut here, before it is stored. */
  int MOST_CHARS = 200_000;

  /** More files than any checkpoint has. */
  int MOST_FILES = 512;

  /** What texts are called that are not called {@code text/…}: the manifest has the same. */
  Set<String> SOURCE_TYPES =
      Set.of(
          "application/javascript",
          "application/sql",
          "application/toml",
          "application/x-httpd-php",
          "application/x-javascript",
          "application/x-sh",
          "application/x-yaml",
          "application/xml",
          "application/yaml");

  /** Nothing beside the app itself. */
  record Home() implements Arrival {}

  /** A new chat with a text in its composer; empty is none. */
  record NewChat(String text) implements Arrival {}

  /** A chat that is there, from a notification of ours. */
  record OpenChat(long chatId) implements Arrival {}

  /** The models. */
  record Models() implements Arrival {}

  /**
   * Files that their owner calls texts, one at the least, for a question.
   *
   * @param text that came with them, for the composer; empty is none
   */
  record Texts(List<Uri> uris, String text) implements Arrival {}

  /**
   * A file that may be a model, or a text whose type nobody knows.
   *
   * @param text as that of {@link Texts}
   */
  record File(Uri uri, String text) implements Arrival {}

  /**
   * A file that may be chats that this app saved, or the replay of an answer.
   *
   * @param text as that of {@link Texts}
   */
  record Json(Uri uri, String text) implements Arrival {}

  /**
   * Files that may be one model together: a checkpoint, or the parts of a GGUF.
   *
   * @param text as that of {@link Texts}
   */
  record Files(List<Uri> uris, String text) implements Arrival {}

  /**
   * A file that is named by a path, and not offered by the app that has it.
   *
   * @param text as that of {@link Texts}
   */
  record NotOffered(String text) implements Arrival {}

  static Arrival of(@Nullable Intent intent) {
    if (intent == null || intent.getAction() == null || isOfTheRecents(intent)) {
      return new Home();
    }
    return switch (intent.getAction()) {
      case NEW_CHAT -> new NewChat("");
      case MODELS -> new Models();
      case Intent.ACTION_VIEW -> file(intent.getData(), intent.getType(), "");
      case Intent.ACTION_SEND -> sent(intent);
      case Intent.ACTION_SEND_MULTIPLE -> sentTogether(intent);
      case Intent.ACTION_PROCESS_TEXT ->
          new NewChat(text(intent.getCharSequenceExtra(Intent.EXTRA_PROCESS_TEXT)));
      case Intent.ACTION_MAIN ->
          intent.hasExtra(CHAT_ID) ? new OpenChat(intent.getLongExtra(CHAT_ID, 0)) : new Home();
      default -> new Home();
    };
  }

  /** The list of recent apps hands out anew what its user wanted once. */
  private static boolean isOfTheRecents(Intent intent) {
    return (intent.getFlags() & Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY) != 0;
  }

  private static Arrival sent(Intent intent) {
    String text = text(intent.getCharSequenceExtra(Intent.EXTRA_TEXT));
    Uri stream = IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri.class);
    if (stream == null) {
      return new NewChat(text);
    }
    Arrival file = file(stream, intent.getType(), text);
    return file instanceof File && isText(intent.getType())
        ? new Texts(List.of(stream), text)
        : file;
  }

  private static Arrival sentTogether(Intent intent) {
    String text = texts(intent);
    List<Uri> streams =
        IntentCompat.getParcelableArrayListExtra(intent, Intent.EXTRA_STREAM, Uri.class);
    if (streams == null || streams.isEmpty()) {
      return text.isEmpty() ? new NotOffered("") : new NewChat(text);
    }
    if (streams.size() > MOST_FILES) {
      return new NotOffered(text);
    }
    for (Uri stream : streams) {
      if (!(file(stream, null, text) instanceof File)) {
        return new NotOffered(text);
      }
    }
    if (isText(intent.getType())) {
      return new Texts(List.copyOf(streams), text);
    }
    return streams.size() == 1
        ? new File(streams.get(0), text)
        : new Files(List.copyOf(streams), text);
  }

  /** One text beside the files, or several in a list. */
  private static String texts(Intent intent) {
    List<?> list = intent.getCharSequenceArrayListExtra(Intent.EXTRA_TEXT);
    if (list == null) {
      return text(intent.getCharSequenceExtra(Intent.EXTRA_TEXT));
    }
    StringJoiner texts = new StringJoiner("\n\n");
    for (Object each : list) {
      if (each instanceof CharSequence text && text.length() > 0) { // nobody checks another's list
        texts.add(text);
      }
    }
    return text(texts.toString());
  }

  private static boolean isText(@Nullable String type) {
    return type != null && (type.startsWith("text/") || SOURCE_TYPES.contains(type));
  }

  private static Arrival file(@Nullable Uri uri, @Nullable String type, String text) {
    if (uri == null || !ContentResolver.SCHEME_CONTENT.equals(uri.getScheme())) {
      return new NotOffered(text);
    }
    return ReplayFile.TYPE.equals(type) ? new Json(uri, text) : new File(uri, text);
  }

  private static String text(@Nullable CharSequence text) {
    if (text == null) {
      return "";
    }
    return text.subSequence(0, Math.min(text.length(), MOST_CHARS)).toString();
  }
}
