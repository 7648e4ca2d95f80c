package dev.ember.app.chat;

import android.content.Context;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.scope.AppScope;
import dev.ember.app.voice.Dictation;
import dev.ember.app.voice.ReadAloud;
import dev.ember.app.voice.VoiceServices;

/** What a chat's screen says and hears. Falls silent when the chat is left, not for a rotation. */
public final class VoiceModel extends ViewModel {
  private final ReadAloud readAloud;
  private final Dictation dictation;

  /** For {@link ViewModelProvider}; the model outlives the screen that asks for it. */
  static ViewModelProvider.Factory factory(Context screen) {
    Context application = screen.getApplicationContext();
    return AppScope.viewModels(VoiceModel.class, () -> new VoiceModel(AppScope.of(application)));
  }

  private VoiceModel(AppScope scope) {
    VoiceServices services = scope.phone().voices();
    readAloud = new ReadAloud(services, scope.executors().main());
    dictation = new Dictation(services);
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
