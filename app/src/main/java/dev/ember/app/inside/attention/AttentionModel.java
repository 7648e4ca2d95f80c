package dev.ember.app.inside.attention;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.SavedStateHandle;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.scope.AppScope;
import java.io.IOException;

/** What is looked at, and what of it is shown. The choice survives the process. Main thread. */
public final class AttentionModel extends AndroidViewModel {
  private static final String LAYER = "layer";
  private static final String HEAD = "head";
  private static final String ROW = "row";

  private final LabLook<AttentionLook> look;
  private final SavedStateHandle saved;

  public AttentionModel(Application application, SavedStateHandle saved) {
    super(application);
    this.saved = saved;
    look = AppScope.of(application).lab().newLook();
  }

  LiveData<LabState<AttentionLook>> state() {
    return look.state();
  }

  void show(String modelId, String text) {
    if (text.trim().isEmpty()) {
      look.end();
    } else {
      look.begin(modelId, text, new Task(text));
    }
  }

  AttentionChoice choice() {
    Integer layer = saved.get(LAYER);
    Integer head = saved.get(HEAD);
    Integer row = saved.get(ROW);
    return layer == null || head == null || row == null
        ? AttentionChoice.FIRST
        : new AttentionChoice(layer, head, row);
  }

  void choose(AttentionChoice choice) {
    saved.set(LAYER, choice.layer());
    saved.set(HEAD, choice.head());
    saved.set(ROW, choice.row());
  }

  @Override
  protected void onCleared() {
    look.end();
  }

  private record Task(String text) implements LabTask<AttentionLook> {
    @Override
    public long bytes(OpenModel model) {
      return AttentionLook.bytes(model);
    }

    @Override
    public AttentionLook run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
      return AttentionLook.at(text, model, progress);
    }
  }
}
