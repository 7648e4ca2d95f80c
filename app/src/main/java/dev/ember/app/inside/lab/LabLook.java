package dev.ember.app.inside.lab;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one screen looks at; its view model holds it, and {@link #end}s it when it is cleared.
 *
 * <pre>
 * look.begin(modelId, text, (model, progress) -&gt; model.microscope().look(tokens, request, progress));
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 *
 * @param <R> what comes out
 */
@MainThread
public final class LabLook<R> {
  private final Lab lab;
  private final MutableLiveData<LabState<R>> state = new MutableLiveData<>(new LabState.Empty<>());

  private @Nullable LabProgress running;
  private @Nullable Object shownKey;

  LabLook(Lab lab) {
    this.lab = lab;
  }

  public LiveData<LabState<R>> state() {
    return state;
  }

  /**
   * Looks at something else from now on. The same again changes nothing, unless it failed: so a
   * screen may ask for it each time that it is made anew.
   *
   * @param key says, by {@code equals}, what is looked at with this model
   */
  public void begin(String modelId, Object key, LabTask<R> task) {
    AppExecutors.assertMain();
    Object wanted = List.of(modelId, key);
    if (wanted.equals(shownKey) && !(state.getValue() instanceof LabState.Failed)) {
      return;
    }
    stop();
    shownKey = wanted;
    state.setValue(new LabState.Working<>(LabState.Unit.STEP, 0, 0, null, lab.chatIsAnswered()));
    running = lab.run(modelId, task, new Ear());
  }

  /** Looks at nothing any more. */
  public void end() {
    AppExecutors.assertMain();
    stop();
    shownKey = null;
    LabState<R> nothing = new LabState.Empty<>();
    if (!nothing.equals(state.getValue())) {
      state.setValue(nothing);
    }
  }

  /** As {@link #end}, for the reader wants no more of it, which is said. */
  public void cancel() {
    AppExecutors.assertMain();
    stop();
    shownKey = null;
    state.setValue(new LabState.Empty<>(true));
  }

  private void stop() {
    if (running != null) {
      lab.cancel(running);
      running = null;
    }
  }

  /** Hears of one run, on the main thread, as long as it is this one that is wanted. */
  private final class Ear implements Lab.Listener<R> {
    @Override
    public void at(LabProgress run, LabProgress.Step step) {
      if (run == running) {
        state.setValue(
            new LabState.Working<>(
                step.unit(), step.done(), step.total(), step.secondsLeft(), step.waits()));
      }
    }

    @Override
    public void ended(LabProgress run, LabState<R> end) {
      if (run == running) {
        running = null;
        state.setValue(end);
      }
    }
  }
}
