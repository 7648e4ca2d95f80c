package dev.ember.app.inside.meaning;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.scope.AppScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of the model's words, and what came out. Survives a rotation.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class MeaningModel extends AndroidViewModel {
  private final LabLook<Sight> look;
  private String word = "";
  private @Nullable Analogy analogy;

  public MeaningModel(Application application) {
    super(application);
    look = AppScope.of(application).lab().newLook();
  }

  LiveData<LabState<Sight>> state() {
    return look.state();
  }

  /** What was looked up last; empty before the first word. */
  String word() {
    return word;
  }

  /** The sum that the reader has chosen; null: the first that suits. */
  @Nullable Analogy analogy() {
    return analogy;
  }

  void choose(Analogy chosen) {
    analogy = chosen;
  }

  /** Looks a word up, and the chosen sum. */
  void ask(String modelId, String word, List<Analogy> presets, List<String> landmarks) {
    this.word = word;
    Question question = new Question(word, analogy, presets, landmarks);
    look.begin(modelId, question, new MeaningTask(question));
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
