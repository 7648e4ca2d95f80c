package dev.ember.app.engine;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.Turn;
import dev.ember.inference.Conversation;
import dev.ember.inference.decode.GenerationListener;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way, from the tap to the last token.
 *
 * <h2>Threading model</h2>
 *
 * Written by the thread that generates; {@link #snapshot} and {@link #stop} from any.
 */
final class AnswerRun implements GenerationListener {
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanoClock;

  // Guarded by this.
  private final StringBuilder text = new StringBuilder();
  private AnswerPhase phase = new AnswerPhase.Waiting();
  private int promptTokens;
  private int tokens;
  private long firstTokenNanos;
  private boolean stopped;
  private boolean claimed;
  private @Nullable Turn turn;
  private @Nullable Conversation conversation;
  private @Nullable AnswerEnd end;
  private @Nullable AnswerTrace trace;
  private Runnable onChange = () -> {};

  AnswerRun(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The rows exist. */
  synchronized void stored(Turn turn) {
    this.turn = turn;
  }

  /** What was stored, or null while nothing is. */
  synchronized @Nullable Turn turn() {
    return turn;
  }

  /**
   * Takes the run, to answer it or to end it unanswered. The first caller gets it, no other.
   *
   * @return whether the caller has it now
   */
  synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first;
  }

  /**
   * The model begins. A stop that came before reaches {@code conversation} at its first word to
   * this listener.
   *
   * @param onChange hears of every change, on the generating thread
   */
  synchronized void begin(Conversation conversation, Runnable onChange) {
    this.conversation = conversation;
    this.onChange = onChange;
  }

  /**
   * The model has ended, well or not: it may belong to another answer from now on, which a late
   * stop of this one must not reach.
   */
  synchronized void leave() {
    conversation = null;
  }

  /** Ends the answer within one token, if the model is at it. */
  synchronized void stop() {
    stopped = true;
    if (conversation != null) {
      conversation.cancel();
    }
  }

  synchronized boolean stopped() {
    return stopped;
  }

  @Override
  public void onPrefill(int done, int total) {
    synchronized (this) {
      promptTokens = total;
      phase = new AnswerPhase.Reading(done, total);
    }
    changed();
  }

  @Override
  public void onToken(int token, int generated) {
    synchronized (this) {
      tokens = generated;
      if (generated == 1) {
        firstTokenNanos = nanoClock.getAsLong();
      }
      phase = new AnswerPhase.Writing(generated, tokensPerSecond());
    }
    changed();
  }

  private float tokensPerSecond() {
    long nanos = nanoClock.getAsLong() - firstTokenNanos;
    return tokens < 2 || nanos <= 0 ? 0 : (float) ((tokens - 1) * NANOS_PER_SECOND / nanos);
  }

  @Override
  public void onText(String delta) {
    synchronized (this) {
      text.append(delta);
    }
    changed();
  }

  private void changed() {
    Runnable listener;
    synchronized (this) {
      listener = onChange;
    }
    if (stopped()) {
      stop();
    }
    listener.run();
  }

  /** How many characters stood in the answer before this run. */
  int begunChars() {
    Turn.Begun begun = begun();
    return begun == null ? 0 : begun.text().length();
  }

  /** How the answer came to be. */
  synchronized void traced(AnswerTrace found) {
    trace = found;
  }

  /** The same, or null if the model did not come to an end by itself. */
  synchronized @Nullable AnswerTrace trace() {
    return trace;
  }

  synchronized void end(AnswerEnd end) {
    this.end = end;
    this.phase = new AnswerPhase.Idle();
  }

  /** What {@code written} adds to what stood there before. */
  AnswerEnd whole(AnswerEnd written) {
    Turn.Begun begun = begun();
    if (begun == null) {
      return written;
    }
    return new AnswerEnd(
        written.status(),
        begun.text() + written.body(),
        begun.tokens() + written.tokens(),
        wholeCost(begun, written),
        written.forgottenThroughId(),
        written.failure());
  }

  private static @Nullable AnswerCost wholeCost(Turn.Begun begun, AnswerEnd written) {
    AnswerCost first = begun.cost();
    if (written.cost() != null) {
      return written.cost().after(first, begun.tokens());
    }
    return first == null || written.tokens() == 0 ? first : first.withoutSpeed();
  }

  private Turn.@Nullable Begun begun() {
    Turn now = turn();
    return now == null ? null : now.begun();
  }

  synchronized LiveAnswer snapshot() {
    Long answerId = turn == null ? null : turn.answerId();
    if (end != null) {
      return new LiveAnswer(answerId, end.body(), promptTokens, end.tokens(), phase, end);
    }
    Turn.Begun begun = turn == null ? null : turn.begun();
    return begun == null
        ? new LiveAnswer(answerId, text.toString(), promptTokens, tokens, phase, null)
        : new LiveAnswer(
            answerId,
            begun.text() + text,
            Math.max(0, promptTokens - begun.tokens()), // which are read again, as part of it
            begun.tokens() + tokens,
            phase,
            null);
  }

  /** What this run itself has written. */
  synchronized AnswerEnd failed(String failure) {
    return AnswerEnd.failed(text.toString(), tokens, failure);
  }
}
