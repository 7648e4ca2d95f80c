package dev.ember.inference;

import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import java.util.List;

/**
 * One chat on an {@link Engine}. Owns a KV cache and keeps in it what the last call read and wrote,
 * so that a next turn prefills only its new tokens.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time; {@link #cancel} from any.
 */
public final class Conversation implements AutoCloseable {
  private final Engine engine;

  Conversation(Engine engine) {
    this.engine = engine;
  }

  /**
   * Answers the last message of {@code history}. The caller keeps the history: a system message (or
   * none) first, then user and assistant in turn, a user message last.
   *
   * @throws dev.ember.inference.backend.BackendException if the runtime fails
   */
  public GenerationResult generate(
      List<Message> history, GenerationOptions options, GenerationListener listener) {
    throw new UnsupportedOperationException(
        engine.manifest().name() + history + options + listener);
  }

  /** Ends a running answer within one step; does nothing when none runs. */
  public void cancel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
