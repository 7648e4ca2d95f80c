package dev.ember.app.inside.positions;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence, which of its words are swapped, and what the model made of both. Survives a rotation.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class PositionsModel extends AndroidViewModel {
  private final LabLook<Order> look;
  private WordSwap sentence = new WordSwap("");
  private String text = "";
  private @Nullable List<Integer> chosen; // none, one or two words; null: not yet

  public PositionsModel(Application application) {
    super(application);
    look = AppScope.of(application).lab().newLook();
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
    return chosen == null ? List.of() : List.copyOf(chosen);
  }

  /** The sentence that was read last. */
  String text() {
    return text;
  }

  /** What the reader had read and chosen before the process died. */
  void restore(String lastText, List<Integer> lastChosen) {
    if (text.isEmpty()) {
      text = lastText;
      sentence = new WordSwap(lastText);
      chosen = new ArrayList<>(lastChosen);
    }
  }

  /** Another sentence; the same again keeps the words that are chosen. */
  void read(String modelId, String newText) {
    if (!newText.equals(text)) {
      text = newText;
      sentence = new WordSwap(newText);
      chosen = null;
    }
    int words = sentence.words().size();
    if (chosen == null && words > 1) {
      WordSwap.Pair pair = sentence.first();
      chosen = new ArrayList<>(List.of(pair.one(), pair.other()));
    }
    look(modelId);
  }

  /** Ends what is on its way; the sentence stays, and so do the chosen words. */
  void stop() {
    look.cancel();
  }

  /** Reads once more what was stopped or came to nothing; one chosen word is none. */
  void again(String modelId) {
    look.mayBegin();
    if (chosen != null && chosen.size() < 2) {
      chosen = null;
    }
    read(modelId, text);
  }

  /** A third word begins a new choice; one that is tapped again is let go. */
  void tap(String modelId, int word) {
    List<Integer> now = chosen == null ? new ArrayList<>() : chosen;
    if (now.size() > 1) {
      now.clear();
    }
    if (!now.remove((Integer) word)) {
      now.add(word);
    }
    chosen = now;
    look.mayBegin(); // who taps wants it
    look(modelId);
  }

  private void look(String modelId) {
    if (sentence.words().size() < 2) {
      look.end();
    } else if (chosen != null && chosen.size() == 2) {
      String other = sentence.swapped(new WordSwap.Pair(chosen.get(0), chosen.get(1)));
      PositionsTask task = new PositionsTask(text, other);
      look.begin(modelId, task, task);
    }
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
