package dev.ember.app.inside.lab;

import androidx.annotation.MainThread;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.tokenizer.TokenizerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens models to be looked into, one at a time, and runs the looks of all screens one after
 * another. A chat that is answered goes first: a look waits at its next step until the answer is
 * there. Lives as long as the process; keeps the last model open until the phone wants its memory.
 *
 * <h2>Threading model</h2>
 *
 * Public methods on the main thread; tasks on {@code ember-inside}.
 */
@MainThread
public final class Lab {
  /** What a run tells, on the main thread. */
  interface Listener<R> {
    void at(LabProgress run, LabProgress.Step step);

    void ended(LabProgress run, LabState<R> end);
  }

  /** At most 30 states a second. */
  private static final long FRAME_MS = 34;

  /** What the phone says of its free memory when it does not know: a phone that runs has some. */
  private static final long UNKNOWN = 0;

  private final AppExecutors executors;
  private final BundleSource bundles;
  private final LongSupplier freeBytes;
  private final LongSupplier nanoClock;
  private final ChatFirst chats = new ChatFirst();

  private final Set<LabProgress> running = new HashSet<>(); // main thread
  private final Set<LabProgress> outOfMemory = new HashSet<>(); // main thread

  private @Nullable OpenModel open; // inside thread
  private @Nullable Path openFile; // inside thread

  /**
   * @param freeBytes memory that the phone could give; 0 if it does not say
   * @param nanoClock nanoseconds that never go back
   */
  public Lab(
      AppExecutors executors,
      BundleSource bundles,
      LongSupplier freeBytes,
      LongSupplier nanoClock) {
    this.executors = executors;
    this.bundles = bundles;
    this.freeBytes = freeBytes;
    this.nanoClock = nanoClock;
  }

  /** A place for what one screen looks at. */
  public <R> LabLook<R> newLook() {
    return new LabLook<>(this);
  }

  /** Whether a chat is answered now, and goes first. */
  public void chatIsAnswered(boolean answered) {
    chats.answering(answered);
  }

  boolean chatIsAnswered() {
    return chats.isAnswering();
  }

  /** Begins a task after those before it. */
  <R> LabProgress run(String modelId, LabTask<R> task, Listener<R> listener) {
    AtomicReference<LabProgress.@Nullable Step> newest = new AtomicReference<>();
    LabProgress[] self = new LabProgress[1];
    FrameThrottle frames =
        new FrameThrottle(
            FRAME_MS,
            () -> TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong()),
            executors.later(),
            () -> {
              LabProgress.Step step = newest.get();
              if (step != null) {
                listener.at(self[0], step);
              }
            });
    LabProgress run =
        new LabProgress(
            chats,
            nanoClock,
            step -> {
              newest.set(step);
              frames.request();
            });
    self[0] = run;
    running.add(run);
    executors
        .inside()
        .execute(
            () -> {
              LabState<R> end = look(modelId, task, run);
              frames.cancel();
              executors.main().execute(() -> ended(run, end, listener));
            });
    return run;
  }

  private <R> void ended(LabProgress run, LabState<R> end, Listener<R> listener) {
    running.remove(run);
    boolean taken = outOfMemory.remove(run) && end instanceof LabState.Empty;
    listener.ended(run, taken ? new LabState.Failed<>(LabFault.MEMORY_TAKEN, 0, 0, "") : end);
  }

  void cancel(LabProgress run) {
    run.cancel();
  }

  /** The inside thread's part. A look that was cancelled comes to {@link LabState.Empty}. */
  private <R> LabState<R> look(String modelId, LabTask<R> task, LabProgress run) {
    executors.inside().assertCurrent();
    try {
      run.begin();
      OpenModel model = open(modelId);
      requireMemory(task.bytes(model));
      return new LabState.Done<>(task.run(model, run));
    } catch (CancellationException unwanted) {
      return new LabState.Empty<>();
    } catch (LabRefusal refused) {
      return new LabState.Failed<>(
          refused.fault(), refused.needed(), refused.available(), detail(refused));
    } catch (TokenizerException unfit) { // whatever the look encodes
      return new LabState.Failed<>(LabFault.UNFIT, 0, 0, detail(unfit));
    } catch (BundleFormatException damaged) {
      return new LabState.Failed<>(LabFault.DAMAGED, 0, 0, detail(damaged));
    } catch (IOException unreadable) {
      return new LabState.Failed<>(LabFault.STORAGE, 0, 0, detail(unreadable));
    }
  }

  private OpenModel open(String modelId) throws IOException {
    Path file = bundles.bundleOf(modelId);
    if (open != null && file.equals(openFile)) {
      return open;
    }
    free();
    OpenModel opened = OpenModel.open(modelId, file);
    open = opened;
    openFile = file;
    return opened;
  }

  /** Known before anything is allocated: neither the phone's memory nor the heap may run out. */
  private void requireMemory(long needed) throws LabRefusal {
    long freeHeap = FreeHeap.bytes();
    long free = freeBytes.getAsLong();
    long available = free == UNKNOWN ? freeHeap : Math.min(free, freeHeap);
    if (needed > available) {
      throw new LabRefusal(LabFault.MEMORY, needed, available);
    }
  }

  private static String detail(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  /** The phone is short of memory: what is looked at ends, saying so, and the model is closed. */
  public void relieveMemory() {
    AppExecutors.assertMain();
    outOfMemory.addAll(running);
    close();
  }

  /** Ends all looks and frees the model. The next look opens it again. */
  public void close() {
    running.forEach(LabProgress::cancel);
    executors.inside().execute(this::free);
  }

  private void free() {
    if (open != null) {
      open.close();
      open = null;
      openFile = null;
    }
  }
}
