package dev.ember.app.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Intent;
import android.os.Bundle;
import android.os.Looper;
import android.speech.RecognitionListener;
import android.speech.tts.TextToSpeech;
import android.speech.tts.Voice;
import androidx.core.content.ContextCompat;
import androidx.test.core.app.ApplicationProvider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowTextToSpeech;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ReadAloudTest {
  private static final long MESSAGE = 4;
  private static final List<String> TWO = List.of("A lamp spoke.", "Nobody heard it.");

  private final ReadAloud reading =
      new ReadAloud(
          new PhoneVoices(ApplicationProvider.getApplicationContext()),
          task -> new android.os.Handler(Looper.getMainLooper()).post(task));

  @Test
  public void read_offlineVoice_speaksEachSentenceWithItAndFallsSilent() {
    addVoice("far", Voice.QUALITY_VERY_HIGH, true, Set.of());
    addVoice("near", Voice.QUALITY_NORMAL, false, Set.of());
    addVoice("near-better", Voice.QUALITY_HIGH, false, Set.of());

    reading.read(MESSAGE, TWO, Locale.US);
    assertThat(reading.state().getValue()).isEqualTo(new ReadAloudState.Reading(MESSAGE));
    serviceIsThere(TextToSpeech.SUCCESS);

    assertThat(service().getSpokenTextList()).isEqualTo(TWO);
    assertThat(service().getCurrentVoice().getName()).isEqualTo("near-better");
    assertThat(reading.state().getValue()).isEqualTo(new ReadAloudState.Silent());
  }

  @Test
  public void read_voiceThatIsNotInstalled_isNoOfflineVoice() {
    ShadowTextToSpeech.addLanguageAvailability(Locale.US);
    addVoice(
        "promised",
        Voice.QUALITY_HIGH,
        false,
        Set.of(TextToSpeech.Engine.KEY_FEATURE_NOT_INSTALLED));

    reading.read(MESSAGE, TWO, Locale.US);
    serviceIsThere(TextToSpeech.SUCCESS);

    assertThat(reading.state().getValue())
        .isEqualTo(new ReadAloudState.Refused(ReadAloudState.Reason.ONLINE_ONLY));
    assertThat(service().getSpokenTextList()).isEmpty();
  }

  @Test
  public void read_onlineVoiceAlone_waitsForItsUsersWord() {
    ShadowTextToSpeech.addLanguageAvailability(Locale.US);
    addVoice("far", Voice.QUALITY_HIGH, true, Set.of());
    reading.read(MESSAGE, TWO, Locale.US);
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(service().getSpokenTextList()).isEmpty();

    reading.readAnyway();
    shadowOf(Looper.getMainLooper()).idle();
    assertThat(service().getSpokenTextList()).isEqualTo(TWO);
  }

  @Test
  public void read_languageNobodySpeaks_isRefusedForEver() {
    reading.read(MESSAGE, TWO, Locale.SIMPLIFIED_CHINESE);
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(reading.state().getValue())
        .isEqualTo(new ReadAloudState.Refused(ReadAloudState.Reason.NO_VOICE));
    reading.understood();
    assertThat(reading.state().getValue()).isEqualTo(new ReadAloudState.Silent());
  }

  @Test
  public void read_noService_isSaidAndTriedAnewTheNextTime() {
    reading.read(MESSAGE, TWO, Locale.US);
    serviceIsThere(TextToSpeech.ERROR);
    assertThat(reading.state().getValue())
        .isEqualTo(new ReadAloudState.Refused(ReadAloudState.Reason.NO_SERVICE));

    addVoice("near", Voice.QUALITY_NORMAL, false, Set.of());
    reading.read(MESSAGE, TWO, Locale.US);
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(service().getSpokenTextList()).isEqualTo(TWO);
  }

  @Test
  public void read_secondSentenceRefused_isSaidAndAnotherServiceOpenedTheNextTime() {
    addVoice("near", Voice.QUALITY_NORMAL, false, Set.of());
    Application context = ApplicationProvider.getApplicationContext();
    ReadAloud refused =
        new ReadAloud(
            new RefusingVoices(context, TWO.get(1)), ContextCompat.getMainExecutor(context));
    refused.read(MESSAGE, TWO, Locale.US);
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(refused.state().getValue())
        .isEqualTo(new ReadAloudState.Refused(ReadAloudState.Reason.BROKE_OFF));
    assertThat(service().isShutdown()).isTrue();

    refused.read(MESSAGE, TWO.subList(0, 1), Locale.US);
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(service().getSpokenTextList()).isEqualTo(TWO.subList(0, 1));
    assertThat(refused.state().getValue()).isEqualTo(new ReadAloudState.Silent());
  }

  @Test
  public void stop_beforeTheServiceIsThere_nothingIsSpoken() {
    addVoice("near", Voice.QUALITY_NORMAL, false, Set.of());
    reading.read(MESSAGE, TWO, Locale.US);
    reading.stop();
    serviceIsThere(TextToSpeech.SUCCESS);
    assertThat(service().getSpokenTextList()).isEmpty();
    assertThat(reading.state().getValue()).isEqualTo(new ReadAloudState.Silent());
  }

  @Test
  public void close_endsTheService() {
    reading.read(MESSAGE, TWO, Locale.US);
    ShadowTextToSpeech service = service();
    reading.close();
    assertThat(service.isShutdown()).isTrue();
  }

  /** Services that do not take one sentence. */
  private static final class RefusingVoices implements VoiceServices {
    private final Application context;
    private final String refused;

    RefusingVoices(Application context, String refused) {
      this.context = context;
      this.refused = refused;
    }

    @Override
    public TextToSpeech speech(TextToSpeech.OnInitListener opened) {
      return new TextToSpeech(context, opened) {
        @Override
        public int speak(CharSequence text, int mode, Bundle parameters, String utterance) {
          return refused.contentEquals(text)
              ? ERROR
              : super.speak(text, mode, parameters, utterance);
        }
      };
    }

    @Override
    public boolean listensOnPhone() {
      return false;
    }

    @Override
    public boolean listens() {
      return false;
    }

    @Override
    public Runnable listen(boolean onPhone, Intent wish, RecognitionListener listener) {
      return () -> {};
    }
  }

  private static void addVoice(String name, int quality, boolean online, Set<String> features) {
    ShadowTextToSpeech.addVoice(
        new Voice(name, Locale.US, quality, Voice.LATENCY_NORMAL, online, features));
  }

  private static ShadowTextToSpeech service() {
    return shadowOf(ShadowTextToSpeech.getLastTextToSpeechInstance());
  }

  private static void serviceIsThere(int status) {
    service().getOnInitListener().onInit(status);
    shadowOf(Looper.getMainLooper()).idle();
  }
}
