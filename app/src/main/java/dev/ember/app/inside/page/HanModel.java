package dev.ember.app.inside.page;

import android.app.Application;
import androidx.annotation.MainThread;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.scope.AppScope;

/** Whether the model that a screen looks into has pieces for Chinese. Survives a rotation. */
@MainThread
public final class HanModel extends AndroidViewModel {
  private final LabLook<Boolean> look;

  public HanModel(Application application) {
    super(application);
    look = AppScope.of(application).lab().newLook();
  }

  LiveData<LabState<Boolean>> knowsHan() {
    return look.state();
  }

  void ask(String modelId) {
    look.begin(modelId, "han", (model, progress) -> model.knowsHan());
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
