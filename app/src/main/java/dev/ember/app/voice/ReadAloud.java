package dev.ember.app.voice;

import android.speech.tts.TextToSpeech;
import android.speech.tts.UtteranceProgressListener;
import android.speech.tts.Voice;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has the phone's own voice read a message, sentence by sentence, so that it can stop after any. A
 * voice that is on the phone is preferred; one that is not is used only when its user has said so.
 *
 * <h2>Threading model</h2>
 *
 * Main thread. The service's threads are heard there too.
 */
public final class ReadAloud {

  /** What is to be read. */
  private record Wish(long messageId, List<String> sentences, Locale language, boolean anyVoice) {}

  private final VoiceServices services;
  private final Executor main;
  private final MutableLiveData<ReadAloudState> state =
      new MutableLiveData<>(new ReadAloudState.Silent());

  private @Nullable TextToSpeech service;
  private boolean ready;

  /** The last wish, which may wait for the service. */
  private @Nullable Wish wish;

  /** Names the utterances of a wish, so that the end of a former one ends nothing. */
  private int run;

  public ReadAloud(VoiceServices services, Executor main) {
    this.services = services;
    this.main = main;
  }

  public LiveData<ReadAloudState> state() {
    return state;
  }

  /** Reads a message in place of what is being read; by a voice on this phone or not at all. */
  public void read(long messageId, List<String> sentences, Locale language) {
    begin(new Wish(messageId, sentences, language, false));
  }

  /** After a refusal: the same, by whatever voice the service has. */
  public void readAnyway() {
    Wish last = wish;
    if (last != null) {
      begin(new Wish(last.messageId(), last.sentences(), last.language(), true));
    }
  }

  private void begin(Wish next) {
    run++;
    wish = next;
    if (next.sentences().isEmpty()) {
      state.setValue(new ReadAloudState.Silent());
      return;
    }
    state.setValue(new ReadAloudState.Reading(next.messageId()));
    if (ready) {
      speak(next);
    } else if (service == null) {
      service = services.speech(status -> main.execute(() -> opened(status)));
    }
  }

  private void opened(int status) {
    TextToSpeech now = service;
    if (now == null) {
      return; // closed meanwhile
    }
    if (status != TextToSpeech.SUCCESS) {
      now.shutdown();
      service = null;
      refuse(ReadAloudState.Reason.NO_SERVICE);
      return;
    }
    ready = true;
    now.setOnUtteranceProgressListener(new Progress());
    if (wish != null && state.getValue() instanceof ReadAloudState.Reading) {
      speak(wish);
    }
  }

  private void speak(Wish wanted) {
    TextToSpeech now = service;
    if (now == null) {
      return;
    }
    ReadAloudState.Reason reason = chooseVoice(now, wanted);
    if (reason != null) {
      refuse(reason);
      return;
    }
    int mode = TextToSpeech.QUEUE_FLUSH;
    List<String> sentences = wanted.sentences();
    for (int i = 0; i < sentences.size(); i++) {
      if (now.speak(sentences.get(i), mode, null, id(i)) != TextToSpeech.SUCCESS) {
        close(); // a service that has died takes nothing: the next wish opens one anew
        refuse(ReadAloudState.Reason.BROKE_OFF);
        return;
      }
      mode = TextToSpeech.QUEUE_ADD;
    }
  }

  /** Gives the reason why there is none, or null. */
  private static ReadAloudState.@Nullable Reason chooseVoice(TextToSpeech service, Wish wanted) {
    Voice here = OfflineVoice.of(service.getVoices(), wanted.language());
    if (here != null && service.setVoice(here) == TextToSpeech.SUCCESS) {
      return null;
    }
    if (service.isLanguageAvailable(wanted.language()) < TextToSpeech.LANG_AVAILABLE) {
      return ReadAloudState.Reason.NO_VOICE;
    }
    if (!wanted.anyVoice()) {
      return ReadAloudState.Reason.ONLINE_ONLY;
    }
    service.setLanguage(wanted.language());
    return null;
  }

  private String id(int sentence) {
    return run + "." + sentence;
  }

  /** Falls silent at once. */
  public void stop() {
    run++;
    if (service != null && ready) {
      service.stop();
    }
    state.setValue(new ReadAloudState.Silent());
  }

  /** A refusal has been read. */
  public void understood() {
    if (state.getValue() instanceof ReadAloudState.Refused) {
      state.setValue(new ReadAloudState.Silent());
    }
  }

  private void refuse(ReadAloudState.Reason reason) {
    state.setValue(new ReadAloudState.Refused(reason));
  }

  private void ended(String utterance, boolean well) {
    Wish now = wish;
    if (now == null || !utterance.startsWith(run + ".")) {
      return; // of a former wish
    }
    if (!well) {
      stop();
      refuse(ReadAloudState.Reason.BROKE_OFF);
    } else if (utterance.equals(id(now.sentences().size() - 1))) {
      state.setValue(new ReadAloudState.Silent());
    }
  }

  /** Lets go of the service. */
  public void close() {
    stop();
    if (service != null) {
      service.shutdown();
      service = null;
      ready = false;
    }
  }

  private final class Progress extends UtteranceProgressListener {
    @Override
    public void onStart(String utterance) {}

    @Override
    public void onDone(String utterance) {
      main.execute(() -> ended(utterance, true));
    }

    @Override
    @Deprecated
    public void onError(String utterance) {
      main.execute(() -> ended(utterance, false));
    }
  }
}
