package dev.ember.app.engine;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import java.util.HashMap;
import java.util.Map;

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
    private boolean needed;
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

  /**
   * @param needed whether it is kept though nobody looks: more is to come, or it could not be saved
   */
  void show(long chatId, LiveAnswer answer, boolean needed) {
    Entry entry = entry(chatId);
    entry.needed = needed;
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
    if (entry.watchers == 0 && !entry.needed) {
      entries.remove(chatId);
    }
  }
}
