package dev.ember.app.voice;

import android.content.Intent;
import android.speech.RecognitionListener;
import android.speech.tts.TextToSpeech;

/** A phone's services that speak and listen. An interface because a test has no ear. */
public interface VoiceServices {
  /**
   * A voice.
   *
   * @param opened hears, perhaps before this returns, whether there is one
   */
  TextToSpeech speech(TextToSpeech.OnInitListener opened);

  /** Whether there is a service that listens on the phone alone. */
  boolean listensOnPhone();

  /** Whether there is a service that listens. */
  boolean listens();

  /**
   * Listens until a pause.
   *
   * @param onPhone on the phone alone
   * @param wish what is to be written down, and how
   * @return ends it, before or after its own end
   */
  Runnable listen(boolean onPhone, Intent wish, RecognitionListener listener);
}
