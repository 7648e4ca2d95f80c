package dev.ember.app.chats;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatSummary;
import dev.ember.app.engine.ChatEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chats of a list, up to date with little reading: all of them are read when a chat changes,
 * and with each save of an answer only the chats that are being answered, however many the list
 * has.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
final class ListedChats extends MediatorLiveData<List<ChatSummary>> {
  private final ChatRepository repository;
  private final Map<Long, ChatSummary> newer = new HashMap<>(); // than they are in the list

  private @Nullable List<ChatSummary> listed;
  private List<Long> answered = List.of();
  private @Nullable LiveData<List<ChatSummary>> answers;

  /**
   * @param limit the most that are read
   */
  ListedChats(ChatRepository repository, ChatEngine engine, boolean archived, int limit) {
    this.repository = repository;
    addSource(repository.observeSummaries(archived, limit), this::list);
    addSource(engine.answering(), this::follow);
  }

  /** The end of an answer changes its chat: what stands here of one that has ended is older. */
  private void list(List<ChatSummary> found) {
    listed = found;
    newer.keySet().retainAll(answered);
    publish();
  }

  private void follow(List<Long> chats) {
    if (chats.equals(answered)) {
      return;
    }
    answered = chats;
    if (answers != null) {
      removeSource(answers);
      answers = null;
    }
    if (!chats.isEmpty()) {
      LiveData<List<ChatSummary>> written = repository.observeSummaries(chats);
      answers = written;
      addSource(written, this::written);
    }
  }

  private void written(List<ChatSummary> found) {
    found.forEach(summary -> newer.put(summary.id(), summary));
    publish();
  }

  private void publish() {
    if (listed == null) {
      return;
    }
    List<ChatSummary> all = new ArrayList<>(listed.size());
    for (ChatSummary summary : listed) {
      all.add(newer.getOrDefault(summary.id(), summary));
    }
    setValue(List.copyOf(all));
  }
}
