package dev.ember.app.concurrent;

import android.os.Handler;
import android.os.Looper;
import java.util.concurrent.Executor;

/**
 * The app's nine executors, made here and nowhere else, so that every piece of work says in its
 * call which thread it belongs to, and a task for one is never starved by a task for another: a
 * database write must not wait behind an answer, nor the screen behind either.
 *
 * <ul>
 *   <li>{@link #main}: the screen's thread. Never reads a file, never waits.
 *   <li>{@link #later}: the same thread, after a delay. The only clock of the app.
 *   <li>{@link #disk}: the database, in the order of the calls.
 *   <li>{@link #inference}: the model. Owns it: nobody else touches it, except to cancel.
 *   <li>{@link #work}: what takes minutes: copies, downloads, checks, conversions, one at a time.
 *   <li>{@link #rows}: compares the old rows of a list with the new ones, draws their texts.
 *   <li>{@link #offers}: small files of other apps, which answer when they like.
 *   <li>{@link #backups}: writes backups and saved chats to other apps' files, reads a backup back.
 *   <li>{@link #inside}: looks inside a model, at low priority, and only while no chat is answered.
 * </ul>
 *
 * <p>{@code docs/CONCURRENCY.md} has the rules; the {@code assert} methods hold them at run time.
 */
public final class AppExecutors {
  private final Executor main;
  private final Delay later;
  private final SingleThread disk = new SingleThread("ember-disk");
  private final SingleThread inference = new SingleThread("ember-inference");
  private final SingleThread work = new SingleThread("ember-work");
  private final SingleThread rows = new SingleThread("ember-rows");
  private final SingleThread offers = new SingleThread("ember-offers");
  private final SingleThread backups = new SingleThread("ember-backups");
  private final SingleThread inside = SingleThread.inBackground("ember-inside");

  public AppExecutors() {
    Handler handler = new Handler(Looper.getMainLooper());
    this.main = handler::post;
    this.later = handler::postDelayed;
  }

  public Executor main() {
    return main;
  }

  public Delay later() {
    return later;
  }

  public SingleThread disk() {
    return disk;
  }

  public SingleThread inference() {
    return inference;
  }

  public SingleThread work() {
    return work;
  }

  public SingleThread rows() {
    return rows;
  }

  /**
   * How many tasks the threads have been given so far. If it is the same before and after {@link
   * #isIdle} said yes, there was a moment at which nothing ran and nothing waited.
   */
  public long tasksGiven() {
    return disk.given()
        + inference.given()
        + work.given()
        + rows.given()
        + offers.given()
        + backups.given()
        + inside.given();
  }

  /** Whether no thread but the main one runs a task or has one waiting. */
  public boolean isIdle() {
    return disk.isIdle()
        && inference.isIdle()
        && work.isIdle()
        && rows.isIdle()
        && offers.isIdle()
        && backups.isIdle()
        && inside.isIdle();
  }

  public SingleThread offers() {
    return offers;
  }

  public SingleThread backups() {
    return backups;
  }

  public SingleThread inside() {
    return inside;
  }

  /**
   * Refuses every thread but the main one.
   *
   * @throws IllegalStateException if this is not the main thread
   */
  public static void assertMain() {
    if (!isMain()) {
      throw new IllegalStateException(
          "expected thread main but found " + Thread.currentThread().getName());
    }
  }

  /** Whether the caller is on the main thread, which must not wait for a file. */
  public static boolean isMain() {
    return Looper.myLooper() == Looper.getMainLooper();
  }

  /** Ends all threads once what they have been given is done. Only tests outlive an app. */
  public void shutdown() {
    inside.shutdown();
    rows.shutdown();
    offers.shutdown();
    backups.shutdown();
    work.shutdown();
    inference.shutdown();
    disk.shutdown();
  }

  /** Ends all threads as the death of the process does. Only tests outlive that. */
  public void kill() {
    inside.kill();
    rows.kill();
    offers.kill();
    backups.kill();
    work.kill();
    inference.kill();
    disk.kill();
  }
}
