package dev.ember.app.voice;

import android.content.Context;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.scope.AppScope;

/** What a chat's screen says and hears. Falls silent when the chat is left, not for a rotation. */
public final class VoiceModel extends ViewModel {
  private final ReadAloud readAloud;
  private final Dictation dictation;

  /** For {@link ViewModelProvider}; the model outlives the screen that asks for it. */
  public static ViewModelProvider.Factory factory(Context screen) {
    Context application = screen.getApplicationContext();
    return AppScope.viewModels(VoiceModel.class, () -> new VoiceModel(application));
  }

  private VoiceModel(Context application) {
    readAloud = new ReadAloud(application, AppScope.of(application).executors().main());
    dictation = new Dictation(application);
  }

  public ReadAloud readAloud() {
    return readAloud;
  }

  public Dictation dictation() {
    return dictation;
  }

  @Override
  protected void onCleared() {
    readAloud.close();
    dictation.close();
  }
}
