package dev.ember.app.chat;

import android.os.SystemClock;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.data.ChatRepository;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the composer and is not sent: saved twice a second, given back when a message
 * could not be stored, put aside while a former question is edited.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
final class ComposerDraft {
  private static final long SAVE_MS = 500;

  private final ChatRepository repository;
  private final AppExecutors executors;
  private final FrameThrottle saves;
  private final MutableLiveData<String> text = new MutableLiveData<>();
  private @Nullable Long chatId;

  /** Sent, but not known to be stored. */
  private @Nullable String sending;

  /** Typed, but not saved. */
  private @Nullable String unsaved;

  /** As last typed or given. */
  private String latest = "";

  /** What was in the composer before an edit began; null while none is on. */
  private @Nullable String aside;

  /** The composer has been used: a draft that is read from the disk only now comes too late. */
  private boolean used;

  ComposerDraft(ChatRepository repository, AppExecutors executors) {
    this.repository = repository;
    this.executors = executors;
    saves = new FrameThrottle(SAVE_MS, SystemClock::uptimeMillis, executors.later(), this::save);
  }

  /** The text that the composer should hold; see {@link ChatViewModel#draft}. */
  LiveData<String> text() {
    return text;
  }

  /** Reads what was saved for a chat. */
  void open(long id) {
    chatId = id;
    repository.submit(
        () -> {
          String saved = repository.draft(id);
          executors.main().execute(() -> read(saved));
        });
  }

  private void read(String saved) {
    if (!used) {
      give(saved);
    }
  }

  private void give(String now) {
    latest = now;
    text.setValue(now);
  }

  /** The user types. The wording of an edit is not kept: the question itself is. */
  void typed(String now) {
    used = true;
    latest = now;
    if (aside == null) {
      unsaved = now;
      saves.request();
    }
  }

  void save() {
    String now = unsaved;
    Long id = chatId;
    unsaved = null;
    if (now != null && id != null) {
      repository.submit(() -> repository.saveDraft(id, now));
    }
  }

  void beginEdit(String question) {
    if (aside == null) {
      aside = latest;
    }
    used = true;
    give(question);
  }

  /** What was written before comes back. */
  void endEdit() {
    String before = aside;
    aside = null;
    if (before != null) {
      give(before);
    }
  }

  /** A message goes out; the transaction that stores it clears the saved draft. */
  void sent(String message) {
    sending = message;
    used = true;
    unsaved = null;
    if (aside == null) {
      give("");
    } else {
      endEdit();
    }
  }

  void stored() {
    sending = null;
  }

  /** The message that was on its way could not be stored; what was written since stays below it. */
  void refused() {
    String back = sending;
    sending = null;
    if (back != null) {
      give(latest.trim().isEmpty() ? back : back + "\n\n" + latest);
    }
  }
}
