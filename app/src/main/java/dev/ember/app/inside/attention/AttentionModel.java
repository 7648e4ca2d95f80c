package dev.ember.app.inside.attention;

import android.app.Application;
import androidx.annotation.MainThread;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.scope.AppScope;
import java.io.IOException;

/**
 * What is looked at, and what of it is shown. The choice survives the process, and so does that the
 * reader wanted no more of a text. Only the tab in front looks.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; its tasks on the inside thread.
 */
@MainThread
public final class AttentionModel extends AndroidViewModel {
  private static final String TAB = "tab";
  private static final String LAYER = "layer";
  private static final String HEAD = "head";
  private static final String ROW = "row";

  /** The text that the reader wanted no more of. */
  private static final String STOPPED = "stopped";

  private final LabLook<AttentionLook> map;
  private final LabLook<LensLook> lens;
  private final SavedStateHandle saved;
  private String modelId = "";
  private String text;

  public AttentionModel(Application application, SavedStateHandle saved) {
    super(application);
    this.saved = saved;
    String stopped = saved.get(STOPPED);
    text = stopped == null ? "" : stopped;
    map = AppScope.of(application).lab().newLook();
    lens = AppScope.of(application).lab().newLook();
  }

  static ViewModelProvider.Factory factory(Application application) {
    return AppScope.viewModels(
        AttentionModel.class, saved -> new AttentionModel(application, saved));
  }

  LiveData<LabState<AttentionLook>> map() {
    return map.state();
  }

  LiveData<LabState<LensLook>> lens() {
    return lens.state();
  }

  /** What is looked at; empty before the first text. */
  String text() {
    return text;
  }

  /** Another text. The same again changes nothing. */
  void show(String ofModel, String shown) {
    if (ofModel.equals(modelId) && shown.equals(text)) {
      return;
    }
    if (!shown.equals(text)) {
      saved.remove(STOPPED);
    }
    modelId = ofModel;
    text = shown;
    lens.end();
    look();
  }

  AttentionTab tab() {
    String tab = saved.get(TAB);
    return tab == null ? AttentionTab.MAP : AttentionTab.valueOf(tab);
  }

  /** Brings a tab to the front. */
  void open(AttentionTab tab) {
    saved.set(TAB, tab.name());
    look();
  }

  private void look() {
    boolean empty = text.trim().isEmpty();
    boolean nothing = isStopped() || empty;
    if (nothing || tab() != AttentionTab.MAP) {
      leave(map, empty);
    } else {
      map.begin(modelId, text, new MapTask(text));
    }
    if (nothing || tab() != AttentionTab.LENS) {
      leave(lens, empty);
    } else if (!(lens.state().getValue() instanceof LabState.Done<LensLook> done
        && done.result().covers(choice().row()))) {
      lens.begin(modelId, new LensTask(text, choice().row()), new LensTask(text, choice().row()));
    }
  }

  /** What has come out stays, for the tab may come back. */
  private static void leave(LabLook<?> look, boolean whole) {
    if (whole || look.state().getValue() instanceof LabState.Working) {
      look.end();
    }
  }

  /** Ends what is on its way; the text stays, and so does what has come out. */
  void stop() {
    saved.set(STOPPED, text);
    look();
  }

  /** Whether it was the reader who wanted no more. */
  boolean isStopped() {
    return saved.contains(STOPPED);
  }

  /** Looks once more. */
  void again() {
    saved.remove(STOPPED);
    look();
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
    look();
  }

  @Override
  protected void onCleared() {
    map.end();
    lens.end();
  }

  private record MapTask(String text) implements LabTask<AttentionLook> {
    @Override
    public long bytes(OpenModel model) {
      return AttentionLook.bytes(model);
    }

    @Override
    public AttentionLook run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
      return AttentionLook.at(text, model, progress);
    }
  }

  /** Also says, by its equality, what is looked at. */
  private record LensTask(String text, int place) implements LabTask<LensLook> {
    @Override
    public long bytes(OpenModel model) throws IOException {
      return LensLook.bytes(text, place, model);
    }

    @Override
    public LensLook run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
      return LensLook.at(text, place, model, progress);
    }
  }
}
