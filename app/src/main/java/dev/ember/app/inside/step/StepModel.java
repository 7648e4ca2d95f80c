package dev.ember.app.inside.step;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.step.StepState.Phase;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.scope.AppScope;
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
  private static final SamplingOptions FIRST = new SamplingOptions(0.7f, 40, 0.92f, 0, 1, 0, 0);

  private final AppScope scope;
  private final StepMemory memory;
  private final MutableLiveData<StepState> state = new MutableLiveData<>();
  private final StepRun first = new StepRun(7);
  private final StepRun second = new StepRun(18);
  private Phase phase = Phase.EMPTY;
  private ModelState.@Nullable Failed fault;
  private SamplingOptions settings;
  private boolean begun;
  private boolean placed; // a place of an answer was asked for
  private boolean finding; // and is being looked up
  private @Nullable StepPlace place;
  private boolean gone;
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

  /**
   * Begins at a place of a chat or a replay, as long as nothing is typed. Again, as after a
   * rotation: no effect.
   *
   * @param asked with a chat, a message and an offset, or with a replay
   */
  void beginAt(InsideText asked) {
    Long chatId = asked.chatId();
    InsideText.Replayed replayed = asked.replayed();
    if (placed || (chatId == null && replayed == null)) {
      return;
    }
    placed = true;
    finding = true;
    if (chatId != null) {
      ChatRepository repository = scope.repositoryOf(chatId);
      repository.submit(() -> foundOnDisk(StepPlace.find(repository, asked)));
    } else if (replayed != null) {
      scope.executors().disk().execute(() -> foundOnDisk(StepPlace.of(replayed)));
    }
  }

  private void foundOnDisk(@Nullable StepPlace at) {
    scope.executors().main().execute(() -> found(at));
  }

  private void found(@Nullable StepPlace at) {
    finding = false;
    place = at;
    String typed = memory.text();
    if (typed == null || typed.isEmpty()) {
      goToPlace();
    }
  }

  /** Where the answer stood, or, after the death of the process, where the reader stood. */
  private void goToPlace() {
    StepPlace at = place;
    if (at == null || gone) {
      show(Phase.EMPTY);
      return;
    }
    settings = at.sampling();
    if (memory.atPlace()) {
      settings = memory.settings(settings);
    } else {
      memory.keepAtPlace(true);
      memory.keepSettings(settings);
      first.restore(at.before(), false);
      first.seed(settings.seed());
      second.follow(first);
    }
    read();
  }

  /** Begins with another text. The same again changes nothing. */
  void begin(String modelId, String start) {
    if (start.isEmpty() && placed) {
      beginWithNothing(modelId);
      return;
    }
    boolean same = modelId.equals(memory.modelId()) && start.equals(memory.text());
    if (same && begun) {
      return;
    }
    begun = true;
    memory.keepStart(modelId, start);
    memory.keepAtPlace(false);
    if (same) { // after the death of the process
      read();
    } else {
      rewind();
    }
  }

  /** Who clears the field is back at the place of the answer. */
  private void beginWithNothing(String modelId) {
    boolean nothingNew = begun && "".equals(memory.text());
    begun = true;
    memory.keepStart(modelId, "");
    if (finding) {
      show(Phase.READING);
    } else if (!nothingNew) {
      goToPlace();
    }
  }

  private StepStart start() {
    StepPlace at = place;
    String text = memory.text();
    if (at != null && memory.atPlace()) {
      return at.start();
    }
    return text == null ? StepStart.NONE : StepStart.of(text);
  }

  private String modelId() {
    StepPlace at = place;
    return at != null && memory.atPlace() ? at.modelId() : memory.modelId();
  }

  private List<StepRun> runs() {
    return two ? List.of(first, second) : List.of(first);
  }

  private StepRun shownRun() {
    return runs().get(shown);
  }

  /** Lets the model read what it has not, then throws the dice. */
  private void read() {
    StepStart start = start();
    int look = ++wanted;
    stopReading();
    if (start.isEmpty()) {
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
    StepLook begun = new StepLook(start, behind, new Ear(look, unread));
    reading = begun;
    scope.engine().look(modelId(), begun);
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

  private void broken(ModelState.Failed why) {
    playing = false;
    fault = why;
    show(Phase.FAILED);
  }

  private void heard(List<StepRun> readers, List<StepLook.Result> results) {
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).heard(results.get(i));
    }
    draw();
  }

  /** Sends the logits through the sampler, with the dice of each place. */
  private void draw() {
    int look = ++wanted;
    List<StepThrow> toCome = new ArrayList<>();
    for (StepRun run : runs()) {
      StepLook.Result over = run.over();
      if (over != null) {
        toCome.add(new StepThrow(run, over, run.dice(settings)));
      }
    }
    scope
        .executors()
        .inside()
        .execute(
            () -> {
              List<Explained> throwsMade = new ArrayList<>();
              toCome.forEach(each -> throwsMade.add(each.explain()));
              onMain(look, () -> drawn(look, toCome, throwsMade));
            });
  }

  private void drawn(int look, List<StepThrow> thrown, List<Explained> explained) {
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

  /** Each text takes what its dice say; what could not be read is read again first. */
  void forward() {
    if (phase == Phase.READY) {
      runs().forEach(StepRun::forward);
      read();
    } else if (phase == Phase.FAILED) {
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
    playing = on && !start().isEmpty();
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
    state.setValue(new StepState(now, runs, shown, settings, play, fault));
  }

  /** Brings what a look says to the main thread, if it is still wanted there. */
  private final class Ear implements StepLook.Listener {
    private final int look;
    private final List<StepRun> readers;

    Ear(int look, List<StepRun> readers) {
      this.look = look;
      this.readers = readers;
    }

    @Override
    public void read(List<StepLook.Result> results) {
      onMain(look, () -> heard(readers, results));
    }

    @Override
    public void later() {
      scope
          .executors()
          .main()
          .execute(
              () ->
                  scope
                      .executors()
                      .later()
                      .schedule(() -> onMain(look, StepModel.this::read), ChatEngine.ASK_AGAIN_MS));
    }

    @Override
    public void failed(ModelState.Failed why) {
      onMain(look, () -> broken(why));
    }
  }

  @Override
  protected void onCleared() {
    gone = true;
    wanted++;
    playing = false;
    stopReading();
  }
}
