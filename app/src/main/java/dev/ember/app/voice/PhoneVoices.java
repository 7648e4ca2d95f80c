package dev.ember.app.voice;

import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.speech.RecognitionListener;
import android.speech.SpeechRecognizer;
import android.speech.tts.TextToSpeech;
import androidx.annotation.RequiresApi;

/** Those that are installed. From Android 12 on one may listen on the phone alone. */
public final class PhoneVoices implements VoiceServices {
  private final Context context;

  public PhoneVoices(Context context) {
    this.context = context;
  }

  @Override
  public TextToSpeech speech(TextToSpeech.OnInitListener opened) {
    return new TextToSpeech(context, opened);
  }

  @Override
  public boolean listensOnPhone() {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.S && asksOnPhone();
  }

  @RequiresApi(Build.VERSION_CODES.S)
  private boolean asksOnPhone() {
    return SpeechRecognizer.isOnDeviceRecognitionAvailable(context);
  }

  @Override
  public boolean listens() {
    return SpeechRecognizer.isRecognitionAvailable(context);
  }

  @Override
  public Runnable listen(boolean onPhone, Intent wish, RecognitionListener listener) {
    SpeechRecognizer service = create(onPhone);
    service.setRecognitionListener(listener);
    service.startListening(wish);
    return () -> {
      service.cancel();
      service.destroy();
    };
  }

  private SpeechRecognizer create(boolean onPhone) {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.S && onPhone
        ? createOnPhone()
        : SpeechRecognizer.createSpeechRecognizer(context);
  }

  @RequiresApi(Build.VERSION_CODES.S)
  private SpeechRecognizer createOnPhone() {
    return SpeechRecognizer.createOnDeviceSpeechRecognizer(context);
  }
}
