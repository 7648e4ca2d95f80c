package dev.ember.app.voice;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import dev.ember.app.scope.AppScope;

/** What a chat's screen says and hears. Falls silent when the chat is left, not for a rotation. */
public final class VoiceModel extends AndroidViewModel {
  private final ReadAloud readAloud;
  private final Dictation dictation;

  public VoiceModel(Application application) {
    super(application);
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
