package dev.ember.app.chat;

import androidx.annotation.MainThread;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.PathMessage;
import dev.ember.app.inside.why.AnswerPieces;
import dev.ember.app.sure.SurePlace;
import dev.ember.inference.chat.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads what was written down of how sure the model was, for the answers on the screen, and only
 * while somebody wants to see it. An answer that is gone on with is read again.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; reads on the disk thread.
 */
@MainThread
final class TintReader {
  private final ChatRepository repository;
  private final AppExecutors executors;
  private final Consumer<Tints> listener;

  private boolean wanted;
  private List<PathMessage> messages = List.of();
  private final Map<Long, String> asked = new HashMap<>(); // what they were when they were read
  private final Map<Long, List<SurePlace>> places = new HashMap<>();

  TintReader(ChatRepository repository, AppExecutors executors, Consumer<Tints> listener) {
    this.repository = repository;
    this.executors = executors;
    this.listener = listener;
  }

  void want(boolean on) {
    if (wanted != on) {
      wanted = on;
      read();
      publish();
    }
  }

  /** The path has changed. */
  void follow(List<PathMessage> path) {
    messages = path;
    read();
  }

  private void read() {
    if (!wanted) {
      return;
    }
    for (PathMessage place : messages) {
      MessageEntity message = place.message();
      boolean ended =
          message.role() == Role.ASSISTANT && message.status() != MessageStatus.STREAMING;
      if (ended && !message.body().equals(asked.put(message.id(), message.body()))) {
        repository.submit(() -> read(message));
      }
    }
  }

  /** The disk thread's part. */
  private void read(MessageEntity message) {
    List<SurePlace> found =
        AnswerPieces.sureness(
            AnswerPieces.of(message.body(), repository.traces().of(message.id())));
    executors
        .main()
        .execute(
            () -> {
              places.put(message.id(), found);
              publish();
            });
  }

  private void publish() {
    listener.accept(new Tints(wanted, places));
  }
}
