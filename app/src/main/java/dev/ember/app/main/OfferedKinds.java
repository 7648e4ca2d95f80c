package dev.ember.app.main;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.annotation.MainThread;
import dev.ember.app.attach.OfferedText;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.export.ChatFile;
import dev.ember.app.jobs.FileOffers;
import dev.ember.app.scope.AppScope;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out what a file of another app is for, by its contents. */
final class OfferedKinds {
  private final ContentResolver files;
  private final FileOffers offers;
  private final OfferedText texts;
  private final AppExecutors executors;

  /** What a file may be for. */
  enum Kind {
    /** Chats that this app saved. */
    CHATS,
    /** A text, for a question. */
    TEXT,
    /** A model, or nothing that this app knows. */
    OTHER
  }

  OfferedKinds(ContentResolver files, AppScope scope) {
    this.files = files;
    offers = scope.shelf().offers();
    texts = new OfferedText(files, offers);
    executors = scope.executors();
  }

  /**
   * Asks. A file that is called a model is not read for that: it may have to come from afar.
   *
   * @param answer hears it on the main thread; null if the other app does not give the file
   */
  @MainThread
  void ask(Uri file, Consumer<@Nullable Kind> answer) {
    executors
        .offers()
        .execute(
            () -> {
              boolean chats = !offers.isCalledAModel(file) && ChatFile.begins(files, file);
              executors.main().execute(() -> told(file, chats, answer));
            });
  }

  private void told(Uri file, boolean chats, Consumer<@Nullable Kind> answer) {
    if (chats) {
      answer.accept(Kind.CHATS);
    } else {
      texts.ask(file, executors, text -> answer.accept(kind(text)));
    }
  }

  private static @Nullable Kind kind(@Nullable Boolean text) {
    if (text == null) {
      return null;
    }
    return text ? Kind.TEXT : Kind.OTHER;
  }
}
