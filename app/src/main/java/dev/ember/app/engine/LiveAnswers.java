package dev.ember.app.engine;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest answer of each chat that is being answered or looked at, and of no other: who looks
 * says so, and says when that is over.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
final class LiveAnswers {
  private final Map<Long, Entry> entries = new HashMap<>();

  private static final class Entry {
    private final MutableLiveData<LiveAnswer> answer = new MutableLiveData<>(LiveAnswer.NONE);
    private int watchers;
    private boolean growing;

    /** The last one, if it could not be saved: no other has it whole. */
    private @Nullable LiveAnswer unsaved;
  }

  LiveData<LiveAnswer> watch(long chatId) {
    Entry entry = entry(chatId);
    entry.watchers++;
    return entry.answer;
  }

  void leave(long chatId) {
    Entry entry = entry(chatId);
    entry.watchers = Math.max(0, entry.watchers - 1);
    dropIfUnused(chatId, entry);
  }

  /** Shows an answer of which more is to come. */
  void grow(long chatId, LiveAnswer answer) {
    Entry entry = entry(chatId);
    entry.growing = true;
    entry.answer.setValue(answer);
  }

  /** Shows an answer that has ended; unless it is {@code saved} it is kept though nobody looks. */
  void end(long chatId, LiveAnswer answer, boolean saved) {
    Entry entry = entry(chatId);
    entry.unsaved = saved ? null : answer;
    stand(chatId, entry, answer);
  }

  /** There will be no answer. */
  void refuse(long chatId) {
    Entry entry = entry(chatId);
    stand(chatId, entry, entry.unsaved == null ? LiveAnswer.NONE : entry.unsaved);
  }

  private void stand(long chatId, Entry entry, LiveAnswer answer) {
    entry.growing = false;
    entry.answer.setValue(answer);
    dropIfUnused(chatId, entry);
  }

  /** How many chats have an answer in memory. */
  int size() {
    return entries.size();
  }

  private Entry entry(long chatId) {
    AppExecutors.assertMain();
    return entries.computeIfAbsent(chatId, id -> new Entry());
  }

  private void dropIfUnused(long chatId, Entry entry) {
    if (entry.watchers == 0 && !entry.growing && entry.unsaved == null) {
      entries.remove(chatId);
    }
  }
}
