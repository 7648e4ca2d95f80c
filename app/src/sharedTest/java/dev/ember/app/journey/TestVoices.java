package dev.ember.app.journey;

import android.content.Intent;
import android.os.Bundle;
import android.speech.RecognitionListener;
import android.speech.SpeechRecognizer;
import android.speech.tts.TextToSpeech;
import android.speech.tts.UtteranceProgressListener;
import android.speech.tts.Voice;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.voice.VoiceServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A voice and an ear, both on the phone, which do what the journey says. Main thread. */
final class TestVoices implements VoiceServices {
  private final List<String> spoken = new ArrayList<>();
  private @Nullable Speech speech;
  private @Nullable RecognitionListener listener;

  @Override
  public TextToSpeech speech(TextToSpeech.OnInitListener opened) {
    Speech made = new Speech(spoken);
    speech = made;
    opened.onInit(TextToSpeech.SUCCESS);
    return made;
  }

  /** All sentences that were given to it, spoken or not. */
  List<String> spoken() {
    return List.copyOf(spoken);
  }

  /** It comes to the end of what it speaks. */
  void comesToTheEnd() {
    Objects.requireNonNull(speech, "a voice").comesToTheEnd();
  }

  @Override
  public boolean listensOnPhone() {
    return true;
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public Runnable listen(boolean onPhone, Intent wish, RecognitionListener heard) {
    listener = heard;
    return () -> listener = null;
  }

  /** It has understood so much, and listens on. */
  void hears(String soFar) {
    Objects.requireNonNull(listener, "listener").onPartialResults(words(soFar));
  }

  /** It has understood this, and listens no more. */
  void understands(String all) {
    Objects.requireNonNull(listener, "listener").onResults(words(all));
  }

  boolean isListening() {
    return listener != null;
  }

  private static Bundle words(String text) {
    Bundle results = new Bundle();
    ArrayList<String> texts = new ArrayList<>();
    texts.add(text);
    results.putStringArrayList(SpeechRecognizer.RESULTS_RECOGNITION, texts);
    return results;
  }

  /** Android's class without its service: every call that the app makes of it ends here. */
  private static final class Speech extends TextToSpeech {
    private final List<String> spoken;
    private final List<String> utterances = new ArrayList<>();
    private @Nullable UtteranceProgressListener progress;

    Speech(List<String> spoken) {
      super(ApplicationProvider.getApplicationContext(), status -> {});
      this.spoken = spoken;
    }

    @Override
    public Set<Voice> getVoices() {
      return Set.of(
          new Voice(
              "lamp", Locale.US, Voice.QUALITY_NORMAL, Voice.LATENCY_NORMAL, false, Set.of()));
    }

    @Override
    public int setVoice(Voice voice) {
      return SUCCESS;
    }

    @Override
    public int setOnUtteranceProgressListener(UtteranceProgressListener listener) {
      progress = listener;
      return SUCCESS;
    }

    @Override
    public int speak(CharSequence text, int queue, Bundle parameters, String utterance) {
      spoken.add(text.toString());
      utterances.add(utterance);
      return SUCCESS;
    }

    @Override
    public int stop() {
      utterances.clear();
      return SUCCESS;
    }

    void comesToTheEnd() {
      UtteranceProgressListener told = Objects.requireNonNull(progress, "progress");
      for (String utterance : List.copyOf(utterances)) {
        told.onStart(utterance);
        told.onDone(utterance);
      }
    }
  }
}
