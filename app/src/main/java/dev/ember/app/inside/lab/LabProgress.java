package dev.ember.app.inside.lab;

import dev.ember.inference.observe.ObservationListener;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears how far a task is, lets the chat go first, and ends the task if nobody wants it any more.
 * The time that it waits is no part of what it expects the rest to take.
 *
 * <h2>Threading model</h2>
 *
 * {@link #cancel} from any thread, all else on the task's.
 */
public final class LabProgress implements ObservationListener {
  /** What is heard of one step. */
  record Step(
      LabState.Unit unit, int done, int total, @Nullable Integer secondsLeft, boolean waits) {}

  private final ChatFirst chats;
  private final LongSupplier nanoClock;
  private final Consumer<Step> listener;
  private volatile boolean cancelled;
  private long startNanos;
  private long waitedNanos;

  LabProgress(ChatFirst chats, LongSupplier nanoClock, Consumer<Step> listener) {
    this.chats = chats;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /** The task begins now. */
  void begin() {
    letChatsGoFirst(LabState.Unit.STEP, 0, 0);
    startNanos = nanoClock.getAsLong();
    waitedNanos = 0;
  }

  /**
   * {@code done} of {@code total} steps are done.
   *
   * @throws CancellationException if nobody wants the rest
   */
  public void step(int done, int total) {
    step(LabState.Unit.STEP, done, total);
  }

  /** As {@link #step}, where a step is a layer: for a {@code Microscope}. */
  @Override
  public boolean onLayer(int done, int layers) {
    step(LabState.Unit.LAYER, done, layers);
    return true;
  }

  private void step(LabState.Unit unit, int done, int total) {
    letChatsGoFirst(unit, done, total);
    listener.accept(new Step(unit, done, total, secondsLeft(done, total), false));
  }

  private void letChatsGoFirst(LabState.Unit unit, int done, int total) {
    requireWanted();
    if (chats.isAnswering()) {
      listener.accept(new Step(unit, done, total, secondsLeft(done, total), true));
      long before = nanoClock.getAsLong();
      chats.await(() -> cancelled);
      waitedNanos += nanoClock.getAsLong() - before;
    }
    requireWanted();
  }

  private void requireWanted() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("nobody wants this look any more");
    }
  }

  private @Nullable Integer secondsLeft(int done, int total) {
    if (done == 0) {
      return null;
    }
    long worked = nanoClock.getAsLong() - startNanos - waitedNanos;
    long left = worked / done * Math.max(0, total - done);
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toSeconds(Math.max(0, left))));
  }

  void cancel() {
    cancelled = true;
    chats.wake();
  }
}
