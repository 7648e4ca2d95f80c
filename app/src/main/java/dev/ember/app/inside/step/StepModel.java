package dev.ember.app.inside.step;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.inside.step.StepState.Phase;
import dev.ember.app.inside.why.Candidate;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text and what was put behind it, a token at a time; on wish a second time, with other dice.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only; {@link #state} changes there.
 */
@MainThread
public final class StepModel extends ViewModel {
  private static final int CANDIDATES = 6;
  private static final SamplingOptions FIRST = new SamplingOptions(0.7f, 40, 0.92f, 0, 1, 0, 0);

  private final AppScope scope;
  private final StepMemory memory;
  private final MutableLiveData<StepState> state = new MutableLiveData<>();
  private final StepRun first = new StepRun(7);
  private final StepRun second = new StepRun(18);
  private Phase phase = Phase.EMPTY;
  private String detail = "";
  private SamplingOptions settings;
  private boolean begun;
  private boolean two;
  private int shown;
  private Pace pace;
  private boolean playing;
  private int wanted; // the newest look; others come too late
  private @Nullable StepLook reading;

  static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(StepModel.class, saved -> new StepModel(scope, saved));
  }

  StepModel(AppScope scope, SavedStateHandle saved) {
    this.scope = scope;
    memory = new StepMemory(saved);
    settings = memory.settings(FIRST);
    two = memory.two();
    shown = memory.shown();
    pace = memory.pace();
    memory.recall(0, first);
    memory.recall(1, second);
    show(Phase.EMPTY);
  }

  LiveData<StepState> state() {
    return state;
  }

  /** How the text begins; null before the first one. */
  @Nullable String text() {
    return memory.text();
  }

  /** Begins with another text. The same again changes nothing. */
  void begin(String modelId, String start) {
    boolean same = modelId.equals(memory.modelId()) && start.equals(memory.text());
    if (same && begun) {
      return;
    }
    begun = true;
    memory.keepStart(modelId, start);
    if (same) { // after the death of the process
      read();
    } else {
      rewind();
    }
  }

  private List<StepRun> runs() {
    return two ? List.of(first, second) : List.of(first);
  }

  private StepRun shownRun() {
    return runs().get(shown);
  }

  /** Lets the model read what it has not, then throws the dice. */
  private void read() {
    String text = memory.text();
    int look = ++wanted;
    stopReading();
    if (text == null || text.isEmpty()) {
      show(Phase.EMPTY);
      return;
    }
    List<StepRun> unread = new ArrayList<>();
    List<List<Integer>> behind = new ArrayList<>();
    for (StepRun run : runs()) {
      if (run.isUnread()) {
        unread.add(run);
        behind.add(List.copyOf(run.written()));
      }
    }
    if (unread.isEmpty()) {
      draw();
      return;
    }
    show(Phase.READING);
    StepLook begun =
        new StepLook(
            text,
            behind,
            results -> onMain(look, () -> heard(unread, results)),
            fault -> onMain(look, () -> broken(fault)));
    reading = begun;
    scope.engine().study(memory.modelId(), begun);
  }

  /** Who types a text does not wait until each of its beginnings has been read. */
  private void stopReading() {
    if (reading != null) {
      reading.cancel();
      reading = null;
    }
  }

  private void onMain(int look, Runnable step) {
    scope
        .executors()
        .main()
        .execute(
            () -> {
              if (look == wanted) {
                step.run();
              }
            });
  }

  private void broken(String fault) {
    playing = false;
    detail = fault;
    show(Phase.FAILED);
  }

  private void heard(List<StepRun> readers, List<StepLook.Result> results) {
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).heard(results.get(i));
    }
    draw();
  }

  /** A throw to come. */
  private record Throw(StepRun run, StepLook.Result over, SamplingOptions dice) {}

  /** Sends the logits through the sampler, with the dice of each place. */
  private void draw() {
    int look = ++wanted;
    List<Throw> toCome = new ArrayList<>();
    for (StepRun run : runs()) {
      StepLook.Result over = run.over();
      if (over != null) {
        toCome.add(new Throw(run, over, run.dice(settings)));
      }
    }
    scope
        .executors()
        .inside()
        .execute(
            () -> {
              List<Explained> throwsMade = new ArrayList<>();
              toCome.forEach(each -> throwsMade.add(explain(each.over(), each.dice())));
              onMain(look, () -> drawn(look, toCome, throwsMade));
            });
  }

  private static Explained explain(StepLook.Result result, SamplingOptions options) {
    Draw draw = DrawRecorder.draw(result.logits(), result.tokens(), options, CANDIDATES);
    List<Candidate> candidates = new ArrayList<>();
    for (DrawCandidate each : draw.candidates()) {
      TokenName name = TokenName.of(result.tokenizer(), each.token(), result.ends(each.token()));
      candidates.add(Candidate.of(each, name));
    }
    return new Explained(candidates, draw.token(), draw.token(), draw.dice(), true, true);
  }

  private void drawn(int look, List<Throw> thrown, List<Explained> explained) {
    for (int i = 0; i < thrown.size(); i++) {
      thrown.get(i).run().drawn(explained.get(i));
    }
    playing &= runs().stream().anyMatch(StepRun::isOpen);
    show(Phase.READY);
    if (playing) {
      scope.executors().later().schedule(() -> playOn(look), pace.restMs());
    }
  }

  private void playOn(int look) {
    if (playing && look == wanted) {
      forward();
    }
  }

  /** Moves the bars; the text stays. */
  void set(SamplingOptions changed) {
    settings = changed;
    memory.keepSettings(changed);
    if (phase == Phase.READY) {
      draw();
    } else {
      show(phase);
    }
  }

  /** Each text takes what its dice say. */
  void forward() {
    if (phase == Phase.READY) {
      runs().forEach(StepRun::forward);
      read();
    }
  }

  /** The shown text takes a token, whatever the dice say. */
  void take(int token) {
    shownRun().take(token);
    read();
  }

  /** The longer text goes a step back; both where they are equally long. */
  void back() {
    playing = false;
    StepRun.back(runs());
    read();
  }

  void rewind() {
    playing = false;
    runs().forEach(StepRun::rewind);
    read();
  }

  /** The texts no longer grow by themselves. */
  void pause() {
    if (playing) {
      playing = false;
      show(phase);
    }
  }

  void play(boolean on) {
    playing = on;
    read();
  }

  /** How long each token rests while the texts grow by themselves, from now on. */
  void pace(Pace chosen) {
    pace = chosen;
    read();
  }

  /** Sets a second text beside the first one, which goes on from here with other dice. */
  void two(boolean on) {
    two = on;
    shown = 0;
    if (on) {
      second.follow(first);
    }
    read();
  }

  /** Shows the candidates of a text. */
  void choose(int run) {
    shown = run;
    show(phase);
  }

  /** Other dice for a text, from its next token on. */
  void seed(int run, long seed) {
    runs().get(run).seed(seed);
    read();
  }

  private void show(Phase now) {
    phase = now;
    memory.keepRun(0, first);
    memory.keepRun(1, second);
    memory.keepView(two, shown, pace);
    List<StepState.Run> runs = new ArrayList<>();
    runs().forEach(run -> runs.add(run.state()));
    StepState.Play play = new StepState.Play(playing, pace);
    state.setValue(new StepState(now, runs, shown, settings, play, detail));
  }

  @Override
  protected void onCleared() {
    wanted++;
    playing = false;
    stopReading();
  }
}
