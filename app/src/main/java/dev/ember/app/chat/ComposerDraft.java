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

  /** The edit that ended with its question, which may come back; null if none did. */
  private @Nullable LaidDown laidDown;

  /** The composer has been used: a draft that is read from the disk only now stands before that. */
  private boolean used;

  /** What the screen has kept of the composer is newer than what was saved of it. */
  private boolean kept;

  /**
   * An edit whose question is deleted.
   *
   * @param wording of the question
   * @param before what lay beside that
   * @param left what the composer got of both
   */
  private record LaidDown(long questionId, String wording, String before, String left) {}

  /**
   * @param resumed hears which question is edited again: once a chat is open that was left so, or
   *     the question is back
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
    if (used && kept) {
      return;
    }
    if (used) {
      writtenMeanwhile(saved);
    } else if (edit == null) {
      give(saved);
    } else {
      latest = saved;
    }
    if (edit != null && edited == null) {
      putInPlace(edit.questionId(), edit.text());
      resumed.accept(edit.questionId());
    }
  }

  /** Puts what was saved before what has been written since. */
  private void writtenMeanwhile(String saved) {
    Long id = chatId;
    if (saved.trim().isEmpty() || id == null) {
      return;
    }
    String before = aside;
    String all = joined(saved, before == null ? latest : before);
    if (before == null) {
      unsaved = null;
      give(all);
    } else {
      aside = all;
    }
    repository.submit(() -> repository.saveDraft(id, all));
  }

  /** The screen takes only a text that differs from the last one that it was given. */
  private void give(String now) {
    if (now.equals(text.getValue()) && !now.equals(latest)) {
      text.setValue("");
    }
    latest = now;
    text.setValue(now);
  }

  /**
   * There is a field again.
   *
   * @param isKept whether the screen itself gives it back what stood there
   */
  void shown(boolean isKept) {
    kept = isKept;
    if (!isKept && used) { // else what was given last is the latest
      text.setValue(latest);
    }
  }

  void typed(String now) {
    used = true;
    latest = now;
    unsaved = now;
    saves.request();
  }

  /** Whether anything is written, also beside an edit. */
  boolean hasWords() {
    return !joined(latest, aside == null ? "" : aside).trim().isEmpty();
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
   * Puts a question into the composer, in place of another that is edited. No effect if it is the
   * one that is.
   *
   * @param text of the question, or what has become of it
   */
  void beginEdit(long questionId, String text) {
    if (edited != null && edited == questionId) {
      return;
    }
    save(); // what is put aside
    putInPlace(questionId, text);
    unsaved = text; // or the edit before would come back
    save();
  }

  private void putInPlace(long questionId, String text) {
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

  /**
   * A message is about to be deleted. If it is the question that is edited, the edit ends, and what
   * was made of the question stays in the composer, behind what was written before.
   *
   * @param body what the message says
   * @return whether an edit has ended
   */
  boolean deleted(long messageId, @Nullable String body) {
    laidDown = null;
    Long id = chatId;
    String before = aside;
    if (id == null || before == null || edited == null || edited != messageId) {
      return false;
    }
    String left = latest.equals(body) ? before : joined(before, latest);
    laidDown = new LaidDown(messageId, latest, before, left);
    edited = null;
    aside = null;
    unsaved = null;
    repository.submit(
        () -> {
          repository.saveDraft(id, left);
          repository.turns().dropEdit(id);
        });
    give(left);
    return true;
  }

  /** A message is back, and its edit with it, unless another question is edited by now. */
  void restored(long messageId) {
    LaidDown edit = laidDown;
    laidDown = null;
    if (edit == null || edit.questionId() != messageId || edited != null) {
      return;
    }
    if (latest.equals(edit.left())) { // else something was written that would be lost
      latest = edit.before();
      unsaved = latest;
    }
    beginEdit(messageId, edit.wording());
    resumed.accept(messageId);
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
    laidDown = null;
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
      give(joined(back, latest));
    }
  }

  private static String joined(String first, String second) {
    if (first.trim().isEmpty()) {
      return second;
    }
    return second.trim().isEmpty() ? first : first + "\n\n" + second;
  }
}
