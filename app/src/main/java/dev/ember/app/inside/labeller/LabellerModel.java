package dev.ember.app.inside.labeller;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.data.ChoiceEntity;
import dev.ember.app.data.OpenRows;
import dev.ember.app.data.Verdict;
import dev.ember.app.scope.AppScope;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A prompt, the two answers to it, and what was chosen so far. The prompt and answers that wait for
 * a choice outlive the process; answers on their way do not.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class LabellerModel extends AndroidViewModel {
  private static final String PLACE = "place";
  private static final String OPENED = "opened";
  private static final String PROMPT = "prompt";
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String MODEL = "model";

  private final AppScope scope;
  private final SavedStateHandle saved;
  private final Random dice = new Random();
  private final MutableLiveData<LabellerState> state =
      new MutableLiveData<>(new LabellerState.Asking());
  private final MutableLiveData<String> prompt = new MutableLiveData<>("");
  private final LiveData<List<ChoiceEntity>> chosen;
  private @Nullable AnswerDraw draw;
  private boolean keeping; // a choice is on its way to the disk

  public LabellerModel(Application application, SavedStateHandle saved) {
    super(application);
    this.scope = AppScope.of(application);
    this.saved = saved;
    this.chosen = OpenRows.of(scope.repository(), scope.choices().observe());
    String kept = saved.get(PROMPT);
    if (kept == null) {
      ask(builtIn());
    } else {
      prompt.setValue(kept);
      String first = saved.get(FIRST);
      if (first != null) {
        state.setValue(new LabellerState.Ready(first, text(SECOND), text(MODEL), false));
      }
    }
  }

  static ViewModelProvider.Factory factory(Application application) {
    return AppScope.viewModels(LabellerModel.class, saved -> new LabellerModel(application, saved));
  }

  private String text(String key) {
    return Objects.requireNonNullElse(saved.<String>get(key), "");
  }

  private int place() {
    Integer place = saved.get(PLACE);
    return place == null ? 0 : place;
  }

  private String builtIn() {
    return Prompts.at(getApplication().getResources(), place());
  }

  LiveData<LabellerState> state() {
    return state;
  }

  LiveData<String> prompt() {
    return prompt;
  }

  /** What was chosen so far, the newest first. */
  LiveData<List<ChoiceEntity>> chosen() {
    return chosen;
  }

  private String now() {
    return Objects.requireNonNullElse(prompt.getValue(), "");
  }

  /**
   * Begins with a text that somebody else has chosen, a lesson; once, for the reader goes on from
   * there.
   *
   * @param text empty leaves what there is
   */
  void open(String text) {
    if (!text.isEmpty() && saved.get(OPENED) == null) {
      saved.set(OPENED, true);
      type(text);
    }
  }

  /** The reader asks something else; answers to what was asked before are gone. */
  void type(String text) {
    if (!text.equals(now())) {
      ask(text);
    }
  }

  private void ask(String text) {
    stop();
    saved.set(PROMPT, text);
    prompt.setValue(text);
    show(new LabellerState.Asking());
  }

  /** The next prompt of the list; what stands there is not chosen from. */
  void skip() {
    saved.set(PLACE, place() + 1);
    ask(builtIn());
  }

  /** Has two answers written by a model. */
  void write(String modelId) {
    String asked = now().trim();
    if (asked.isEmpty()) {
      return;
    }
    stop();
    show(new LabellerState.Writing("", "", false));
    AnswerDraw begun = new AnswerDraw(scope, modelId, asked, dice::nextLong, new Listener());
    draw = begun;
    begun.start();
  }

  /** Keeps a choice, and goes on with the next prompt. */
  void choose(Verdict verdict, String modelId) {
    if (keeping || !(state.getValue() instanceof LabellerState.Ready pair)) {
      return;
    }
    keeping = true;
    ChoiceEntity choice =
        new ChoiceEntity(0, now().trim(), pair.first(), pair.second(), verdict, pair.model(), 0);
    onDisk(
        () -> scope.choices().add(choice),
        kept -> {
          keeping = false;
          if (kept) {
            skip();
            write(modelId);
          } else {
            show(new LabellerState.Ready(pair.first(), pair.second(), pair.model(), true));
          }
        });
  }

  /** Takes the newest choice back and lets the reader choose again. */
  void undo() {
    ChoiceEntity[] back = new ChoiceEntity[1];
    onDisk(
        () -> back[0] = scope.choices().takeBack(),
        done -> {
          ChoiceEntity choice = back[0];
          if (done && choice != null) {
            ask(choice.prompt());
            show(new LabellerState.Ready(choice.first(), choice.second(), choice.model(), false));
          }
        });
  }

  void delete(ChoiceEntity choice) {
    onDisk(() -> scope.choices().delete(choice.id()), done -> {});
  }

  /** The file of all choices, on the main thread. */
  void lines(Consumer<String> told) {
    String[] text = {""};
    onDisk(
        () -> text[0] = PairLines.text(scope.choices().all()),
        done -> {
          if (done) {
            told.accept(text[0]);
          }
        });
  }

  private void onDisk(Runnable step, Consumer<Boolean> after) {
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              boolean done = scope.repository().attempt(step);
              scope.executors().main().execute(() -> after.accept(done));
            });
  }

  private void show(LabellerState now) {
    if (now instanceof LabellerState.Ready ready) {
      saved.set(FIRST, ready.first());
      saved.set(SECOND, ready.second());
      saved.set(MODEL, ready.model());
    } else {
      saved.remove(FIRST);
    }
    state.setValue(now);
  }

  private void stop() {
    if (draw != null) {
      draw.cancel();
      draw = null;
    }
  }

  @Override
  protected void onCleared() {
    stop();
  }

  private final class Listener implements AnswerDraw.Listener {
    @Override
    public void at(LabellerState.Writing soFar) {
      show(soFar);
    }

    @Override
    public void ended(LabellerState end) {
      draw = null;
      show(end);
    }
  }
}
