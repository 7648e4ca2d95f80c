package dev.ember.app.voice;

import android.content.Intent;
import android.os.Bundle;
import android.speech.RecognitionListener;
import android.speech.RecognizerIntent;
import android.speech.SpeechRecognizer;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Has the phone's own service write down what is said. Where one works on the phone alone no other
 * is asked; elsewhere the user is asked first.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class Dictation {
  private final VoiceServices services;
  private final MutableLiveData<DictationState> state =
      new MutableLiveData<>(new DictationState.Off());
  private @Nullable Runnable ending; // of what listens now
  private boolean onPhone;

  public Dictation(VoiceServices services) {
    this.services = services;
  }

  public LiveData<DictationState> state() {
    return state;
  }

  /** Why this phone cannot listen, or null. Asked before anybody is asked for the microphone. */
  public DictationState.@Nullable Reason obstacle(boolean anyService) {
    if (services.listensOnPhone()) {
      return null;
    }
    if (!services.listens()) {
      return DictationState.Reason.NO_SERVICE;
    }
    return anyService ? null : DictationState.Reason.ONLINE_ONLY;
  }

  /**
   * Listens until a pause. The microphone must be allowed.
   *
   * @param anyService whether a service may be used that sends what is said
   */
  public void start(Locale language, boolean anyService) {
    DictationState.Reason obstacle = obstacle(anyService);
    if (obstacle != null) {
      refuse(obstacle);
      return;
    }
    close();
    onPhone = services.listensOnPhone();
    state.setValue(new DictationState.Listening(onPhone, ""));
    ending = services.listen(onPhone, wish(language), new Hearing());
  }

  private static Intent wish(Locale language) {
    return new Intent(RecognizerIntent.ACTION_RECOGNIZE_SPEECH)
        .putExtra(RecognizerIntent.EXTRA_LANGUAGE_MODEL, RecognizerIntent.LANGUAGE_MODEL_FREE_FORM)
        .putExtra(RecognizerIntent.EXTRA_LANGUAGE, language.toLanguageTag())
        .putExtra(RecognizerIntent.EXTRA_PARTIAL_RESULTS, true)
        .putExtra(RecognizerIntent.EXTRA_PREFER_OFFLINE, true);
  }

  /** No more is said; what was understood so far is kept. */
  public void stop() {
    String soFar =
        state.getValue() instanceof DictationState.Listening listening ? listening.soFar() : "";
    close();
    if (!soFar.isEmpty()) {
      state.setValue(new DictationState.Heard(soFar));
    }
  }

  /** The microphone was not allowed. */
  public void refuse(DictationState.Reason reason) {
    close();
    state.setValue(new DictationState.Refused(reason));
  }

  /** The words, or the reason, have reached the screen. */
  public void taken() {
    state.setValue(new DictationState.Off());
  }

  /** Nothing is heard any more. */
  public void close() {
    if (ending != null) {
      ending.run();
      ending = null;
    }
    state.setValue(new DictationState.Off());
  }

  private static String best(Bundle results) {
    List<String> texts = results.getStringArrayList(SpeechRecognizer.RESULTS_RECOGNITION);
    return texts == null || texts.isEmpty() ? "" : texts.get(0).trim();
  }

  private static DictationState.Reason reason(int error) {
    return switch (error) {
      case SpeechRecognizer.ERROR_NO_MATCH, SpeechRecognizer.ERROR_SPEECH_TIMEOUT ->
          DictationState.Reason.NOTHING_HEARD;
      case SpeechRecognizer.ERROR_INSUFFICIENT_PERMISSIONS -> DictationState.Reason.NOT_ALLOWED;
      case SpeechRecognizer.ERROR_NETWORK, SpeechRecognizer.ERROR_NETWORK_TIMEOUT ->
          DictationState.Reason.NO_NETWORK;
      case SpeechRecognizer.ERROR_LANGUAGE_NOT_SUPPORTED,
          SpeechRecognizer.ERROR_LANGUAGE_UNAVAILABLE ->
          DictationState.Reason.NO_LANGUAGE;
      default -> DictationState.Reason.BROKE_OFF;
    };
  }

  private final class Hearing implements RecognitionListener {
    @Override
    public void onPartialResults(Bundle results) {
      String text = best(results);
      if (!text.isEmpty() && state.getValue() instanceof DictationState.Listening) {
        state.setValue(new DictationState.Listening(onPhone, text));
      }
    }

    @Override
    public void onResults(Bundle results) {
      String text = best(results);
      if (text.isEmpty()) {
        refuse(DictationState.Reason.NOTHING_HEARD);
      } else {
        close();
        state.setValue(new DictationState.Heard(text));
      }
    }

    @Override
    public void onError(int error) {
      refuse(reason(error));
    }

    @Override
    public void onReadyForSpeech(Bundle parameters) {}

    @Override
    public void onBeginningOfSpeech() {}

    @Override
    public void onRmsChanged(float decibel) {}

    @Override
    public void onBufferReceived(byte[] sound) {}

    @Override
    public void onEndOfSpeech() {}

    @Override
    public void onEvent(int type, Bundle parameters) {}
  }
}
