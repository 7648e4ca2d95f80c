package dev.ember.inference;

import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.ContextWindow;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.FinishReason;
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
  /** An answer is promised this part of the window, or its maxTokens if they are fewer. */
  private static final int RESERVED_PART = 4;

  private final Engine engine;
  private final Decoder decoder;

  Conversation(Engine engine) {
    this.engine = engine;
    decoder = engine.newDecoder();
  }

  /**
   * Answers the last message of {@code history}. The caller keeps the history: a system message (or
   * none) first, then user and assistant in turn, a user message last.
   *
   * <p>Of a history that leaves less than a quarter of the window (or than maxTokens) to the
   * answer, the oldest turns are dropped; the result counts their messages, which are those after
   * the system message. If even the system message and the last turn are longer than the window,
   * the answer is empty and its reason {@link FinishReason#CONTEXT_FULL}.
   *
   * @throws IllegalArgumentException if the history is empty
   * @throws dev.ember.inference.chat.jinja.TemplateException if the model's template refuses it
   * @throws dev.ember.inference.backend.BackendException if the runtime fails; the next call starts
   *     with an empty cache
   */
  public GenerationResult generate(
      List<Message> history, GenerationOptions options, GenerationListener listener) {
    return generate(fit(ChatHistory.of(history), options.maxTokens()), options, listener);
  }

  /**
   * The prompt of an answer, as much of the history as leaves room for that: a quarter of the
   * window, or {@code maxTokens} if they are fewer. Pinned turns stay. Where {@link
   * ChatHistory#begun} has a text, the answer goes on behind it.
   *
   * @throws IllegalArgumentException if the history has no message but the system's
   * @throws dev.ember.inference.chat.jinja.TemplateException if the model's template refuses it
   */
  public FittedPrompt fit(ChatHistory history, int maxTokens) {
    return window(maxTokens).fit(history);
  }

  /**
   * How many tokens of the window the history would take if nothing of it were dropped, with the
   * room for the answer: more than the window has, exactly where {@link #fit} drops something or
   * finds no room.
   *
   * @throws dev.ember.inference.chat.jinja.TemplateException if the model's template refuses it
   */
  public int wantedTokens(ChatHistory history, int maxTokens) {
    return window(maxTokens).wholeTokens(history) + reserve(maxTokens);
  }

  private ContextWindow window(int maxTokens) {
    return new ContextWindow(
        engine.template(), engine.tokenizer(), decoder.capacity() - reserve(maxTokens));
  }

  private int reserve(int maxTokens) {
    return Math.min(maxTokens, decoder.capacity() / RESERVED_PART);
  }

  /**
   * Writes the answer to a prompt of {@link #fit}: of one that was begun, what is new. A prompt
   * longer than the window gets an empty answer with the reason {@link FinishReason#CONTEXT_FULL}.
   *
   * @throws dev.ember.inference.backend.BackendException as {@link #generate(List,
   *     GenerationOptions, GenerationListener)}
   */
  public GenerationResult generate(
      FittedPrompt prompt, GenerationOptions options, GenerationListener listener) {
    int dropped = prompt.dropped().size();
    if (prompt.tokenCount() > decoder.capacity()) {
      return contextFull(prompt.tokenCount(), dropped);
    }
    return decoder.generate(prompt.tokens(), options, listener).withDroppedMessages(dropped);
  }

  /**
   * Goes on behind tokens that were fitted before, as {@link #generate(FittedPrompt,
   * GenerationOptions, GenerationListener)} does. What the cache holds of them is not read again.
   */
  public GenerationResult generate(
      int[] tokens, GenerationOptions options, GenerationListener listener) {
    return generate(tokens, new int[0], options, listener);
  }

  /**
   * Goes on behind the first tokens of an answer to such a prompt, which are read as they were when
   * it was written: one at a time.
   */
  public GenerationResult generate(
      int[] prompt, int[] written, GenerationOptions options, GenerationListener listener) {
    int tokens = prompt.length + written.length;
    return tokens > decoder.capacity()
        ? contextFull(tokens, 0)
        : decoder.generate(prompt, written, options, listener);
  }

  /**
   * Ends a running answer within one step, or while the prompt is read within one chunk. Does
   * nothing when none runs: a call that starts later is not cancelled.
   */
  public void cancel() {
    decoder.cancel();
  }

  /** Frees the KV cache; the engine stays open. */
  @Override
  public void close() {
    decoder.close();
  }

  private static GenerationResult contextFull(int promptTokens, int dropped) {
    return new GenerationResult("", FinishReason.CONTEXT_FULL, promptTokens, 0, 0, dropped, 0, 0);
  }
}
