package dev.ember.app.chat;

import android.os.SystemClock;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.EditEntity;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the composer and is not sent: saved twice a second, given back when a message
 * could not be stored, put aside while a former question is edited, whose wording is kept as well.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
final class ComposerDraft {
  private static final long SAVE_MS = 500;

  private final ChatRepository repository;
  private final AppExecutors executors;
  private final LongConsumer resumed;
  private final FrameThrottle saves;
  private final MutableLiveData<String> text = new MutableLiveData<>();
  private @Nullable Long chatId;

  /** Sent, but not known to be stored. */
  private @Nullable String sending;

  /** Typed, but not saved. */
  private @Nullable String unsaved;

  /** As last typed or given. */
  private String latest = "";

  /** The question that is edited; null while none is. */
  private @Nullable Long edited;

  /** What was in the composer before an edit began; null while none is on. */
  private @Nullable String aside;

  /** The composer has been used: a draft that is read from the disk only now comes too late. */
  private boolean used;

  /**
   * @param resumed hears which question is edited again, once a chat is open that was left so
   */
  ComposerDraft(ChatRepository repository, AppExecutors executors, LongConsumer resumed) {
    this.repository = repository;
    this.resumed = resumed;
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
          EditEntity edit = repository.turns().edit(id);
          executors.main().execute(() -> read(saved, edit));
        });
  }

  private void read(String saved, @Nullable EditEntity edit) {
    if (used) {
      return;
    }
    if (edit == null) {
      give(saved);
    } else {
      latest = saved;
      beginEdit(edit.questionId(), edit.text());
      resumed.accept(edit.questionId());
    }
  }

  private void give(String now) {
    latest = now;
    text.setValue(now);
  }

  void typed(String now) {
    used = true;
    latest = now;
    unsaved = now;
    saves.request();
  }

  void save() {
    String now = unsaved;
    Long id = chatId;
    Long question = edited;
    unsaved = null;
    if (now == null || id == null) {
      return;
    }
    if (question == null) {
      repository.submit(() -> repository.saveDraft(id, now));
    } else {
      EditEntity edit = new EditEntity(id, question, now);
      repository.submit(() -> repository.turns().saveEdit(edit));
    }
  }

  /**
   * @param text of the question, or what has become of it
   */
  void beginEdit(long questionId, String text) {
    save(); // what is put aside
    if (aside == null) {
      aside = latest;
    }
    edited = questionId;
    used = true;
    give(text);
  }

  /** What was written before comes back, and the other wording is forgotten. */
  void endEdit() {
    Long id = chatId;
    if (edited == null || id == null) {
      return;
    }
    unsaved = null;
    repository.submit(() -> repository.turns().dropEdit(id));
    leaveEdit();
  }

  private void leaveEdit() {
    edited = null;
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
      leaveEdit();
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
