package dev.ember.app.inside.positions;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence, which of its words are swapped, and what the model made of both. What the reader
 * chose, and that they wanted no more of it, survives the process.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class PositionsModel extends AndroidViewModel {
  private static final String TEXT = "text";
  private static final String CHOSEN = "chosen";
  private static final String STOPPED = "stopped";

  private final LabLook<Order> look;
  private final SavedStateHandle saved;
  private WordSwap sentence;

  public PositionsModel(Application application, SavedStateHandle saved) {
    super(application);
    this.saved = saved;
    look = AppScope.of(application).lab().newLook();
    sentence = new WordSwap(text());
  }

  static ViewModelProvider.Factory factory(Application application) {
    return AppScope.viewModels(
        PositionsModel.class, saved -> new PositionsModel(application, saved));
  }

  LiveData<LabState<Order>> state() {
    return look.state();
  }

  /** The words of the sentence. */
  List<String> words() {
    return sentence.words();
  }

  /** The words that are swapped, or the one that waits for another. */
  List<Integer> chosen() {
    List<Integer> chosen = saved.get(CHOSEN);
    return chosen == null ? List.of() : List.copyOf(chosen);
  }

  private void choose(List<Integer> words) {
    saved.set(CHOSEN, new ArrayList<>(words));
  }

  /** The sentence that was read last. */
  String text() {
    String text = saved.get(TEXT);
    return text == null ? "" : text;
  }

  /** Another sentence; the same again keeps the words that are chosen. */
  void read(String modelId, String newText) {
    if (!newText.equals(text())) {
      saved.set(TEXT, newText);
      sentence = new WordSwap(newText);
      saved.remove(CHOSEN);
      saved.remove(STOPPED);
    }
    if (saved.get(CHOSEN) == null && sentence.words().size() > 1) {
      WordSwap.Pair pair = sentence.first();
      choose(List.of(pair.one(), pair.other()));
    }
    look(modelId);
  }

  /** Ends what is on its way; the sentence stays, and so do the chosen words. */
  void stop() {
    saved.set(STOPPED, true);
    look.cancel();
  }

  /** Reads once more what was stopped or came to nothing; one chosen word is none. */
  void again(String modelId) {
    saved.remove(STOPPED);
    if (chosen().size() < 2) {
      saved.remove(CHOSEN);
    }
    read(modelId, text());
  }

  /** A third word begins a new choice; one that is tapped again is let go. */
  void tap(String modelId, int word) {
    List<Integer> now = new ArrayList<>(chosen());
    if (now.size() > 1) {
      now.clear();
    }
    if (!now.remove((Integer) word)) {
      now.add(word);
    }
    choose(now);
    saved.remove(STOPPED); // who taps wants it
    look(modelId);
  }

  private void look(String modelId) {
    List<Integer> chosen = chosen();
    if (sentence.words().size() < 2) {
      look.end();
    } else if (saved.contains(STOPPED)) {
      look.cancel(); // also for a window that was made anew
    } else if (chosen.size() == 2) {
      String other = sentence.swapped(new WordSwap.Pair(chosen.get(0), chosen.get(1)));
      PositionsTask task = new PositionsTask(text(), other);
      look.begin(modelId, task, task);
    }
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
