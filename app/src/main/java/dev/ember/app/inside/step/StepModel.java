package dev.ember.app.inside.step;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.inside.why.Candidate;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text and what was put behind it, a token at a time.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only; {@link #state} changes there.
 */
@MainThread
public final class StepModel extends ViewModel {
  private static final int CANDIDATES = 8;
  private static final long PLAY_MS = 1_000;
  private static final SamplingOptions FIRST = new SamplingOptions(0.7f, 40, 0.92f, 0, 1, 0, 7);

  private final AppScope scope;
  private final MutableLiveData<StepState> state =
      new MutableLiveData<>(new StepState(StepState.Phase.EMPTY, "", 0, null, FIRST, false, ""));
  private final List<Integer> written = new ArrayList<>();
  private String modelId = "";
  private String text = "";
  private SamplingOptions settings = FIRST;
  private StepLook.@Nullable Result read;
  private boolean playing;
  private int wanted; // the newest look; others come too late

  static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(StepModel.class, () -> new StepModel(scope));
  }

  StepModel(AppScope scope) {
    this.scope = scope;
  }

  LiveData<StepState> state() {
    return state;
  }

  /** Begins with another text. The same again changes nothing. */
  void begin(String model, String start) {
    if (model.equals(modelId) && start.equals(text)) {
      return;
    }
    modelId = model;
    text = start;
    written.clear();
    playing = false;
    read();
  }

  /** The tokens put behind the text, to be kept over the death of the process. */
  ArrayList<Integer> written() {
    return new ArrayList<>(written);
  }

  void restore(List<Integer> tokens) {
    if (written.isEmpty() && !tokens.isEmpty()) {
      written.addAll(tokens);
      read();
    }
  }

  private void read() {
    read = null;
    int look = ++wanted;
    if (text.isEmpty()) {
      show(StepState.Phase.EMPTY, null, "");
      return;
    }
    show(StepState.Phase.READING, null, "");
    scope
        .engine()
        .study(
            modelId,
            new StepLook(
                text,
                written,
                result -> scope.executors().main().execute(() -> heard(look, result)),
                detail -> scope.executors().main().execute(() -> broken(look, detail))));
  }

  private void broken(int look, String detail) {
    if (look == wanted) {
      playing = false;
      show(StepState.Phase.FAILED, null, detail);
    }
  }

  private void heard(int look, StepLook.Result result) {
    if (look != wanted) {
      return;
    }
    if (result.logits().length == 0) {
      playing = false;
      show(StepState.Phase.TOO_LONG, null, "");
    } else {
      read = result;
      draw();
    }
  }

  /** Sends the logits through the sampler, with the dice of this place. */
  private void draw() {
    StepLook.Result result = read;
    if (result == null) {
      return;
    }
    int look = ++wanted;
    SamplingOptions now = settings.afterDraws(written.size());
    scope
        .executors()
        .inside()
        .execute(
            () -> {
              Explained next = explain(result, now);
              scope.executors().main().execute(() -> drawn(look, next));
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

  private void drawn(int look, Explained next) {
    if (look != wanted) {
      return;
    }
    show(StepState.Phase.READY, next, "");
    if (playing) {
      scope.executors().later().schedule(() -> playOn(look), PLAY_MS);
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
    draw();
  }

  SamplingOptions settings() {
    return settings;
  }

  /** Takes what the dice say. */
  void forward() {
    StepState now = state.getValue();
    if (now != null && now.next() != null && now.phase() == StepState.Phase.READY) {
      take(now.next().drawn());
    }
  }

  /** Takes a token, whatever the dice say. */
  void take(int token) {
    StepLook.Result result = read;
    if (result == null) {
      return;
    }
    if (result.ends(token)) {
      playing = false;
      StepState now = state.getValue();
      show(StepState.Phase.ENDED, now == null ? null : now.next(), "");
      return;
    }
    written.add(token);
    read();
  }

  void back() {
    playing = false;
    if (!written.isEmpty()) {
      written.remove(written.size() - 1);
    }
    read();
  }

  void rewind() {
    playing = false;
    written.clear();
    read();
  }

  void play(boolean on) {
    playing = on;
    draw();
  }

  private void show(StepState.Phase phase, @Nullable Explained next, String detail) {
    StepState before = state.getValue();
    StepLook.Result result = read;
    String words = before == null || written.isEmpty() ? "" : before.written();
    int tokens = result == null ? 0 : result.tokens().length;
    if (result != null) {
      StreamingDetokenizer all = new StreamingDetokenizer(result.tokenizer());
      StringBuilder spelled = new StringBuilder();
      written.forEach(token -> spelled.append(all.append(token)));
      words = spelled.toString();
    }
    state.setValue(new StepState(phase, words, tokens, next, settings, playing, detail));
  }

  @Override
  protected void onCleared() {
    wanted++;
    playing = false;
  }
}
