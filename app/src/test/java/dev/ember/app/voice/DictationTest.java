package dev.ember.app.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.ComponentName;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.Bundle;
import android.os.Looper;
import android.speech.RecognitionService;
import android.speech.RecognizerIntent;
import android.speech.SpeechRecognizer;
import androidx.test.core.app.ApplicationProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowPackageManager;
import org.robolectric.shadows.ShadowSpeechRecognizer;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class DictationTest {
  private final Application context = ApplicationProvider.getApplicationContext();
  private final Dictation dictation = new Dictation(new PhoneVoices(context));

  @Before
  public void forgetOtherTests() {
    ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(false);
  }

  @Test
  public void start_noService_isSaid() {
    dictation.start(Locale.US, true);
    assertRefused(DictationState.Reason.NO_SERVICE);
  }

  @Test
  public void start_onPhone_listensOfflineAndGivesTheWords() {
    ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(true);
    dictation.start(Locale.SIMPLIFIED_CHINESE, false);
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Listening(true, ""));
    Intent asked = service().getLastRecognizerIntent();
    assertThat(asked.getStringExtra(RecognizerIntent.EXTRA_LANGUAGE)).isEqualTo("zh-CN");
    assertThat(asked.getBooleanExtra(RecognizerIntent.EXTRA_PREFER_OFFLINE, false)).isTrue();

    service().triggerOnPartialResults(words("天空"));
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Listening(true, "天空"));
    service().triggerOnResults(words("天空为什么是蓝的"));
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Heard("天空为什么是蓝的"));
    dictation.taken();
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Off());
  }

  @Test
  public void start_serviceOfTheMaker_asksFirst() {
    installService();
    assertThat(dictation.obstacle(false)).isEqualTo(DictationState.Reason.ONLINE_ONLY);
    dictation.start(Locale.US, false);
    assertRefused(DictationState.Reason.ONLINE_ONLY);

    dictation.start(Locale.US, true);
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Listening(false, ""));
  }

  @Test
  @Config(sdk = 26)
  public void start_android8_hasOnlyTheServiceOfTheMaker() {
    installService();
    assertThat(dictation.obstacle(false)).isEqualTo(DictationState.Reason.ONLINE_ONLY);
  }

  @Test
  public void stop_inTheMiddle_keepsWhatWasUnderstood() {
    ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(true);
    dictation.start(Locale.US, false);
    service().triggerOnPartialResults(words("Why is"));
    ShadowSpeechRecognizer before = service();
    dictation.stop();
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Heard("Why is"));
    assertThat(before.isDestroyed()).isTrue();
  }

  @Test
  public void error_eachKind_hasItsReason() {
    ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(true);
    assertReason(SpeechRecognizer.ERROR_NO_MATCH, DictationState.Reason.NOTHING_HEARD);
    assertReason(SpeechRecognizer.ERROR_SPEECH_TIMEOUT, DictationState.Reason.NOTHING_HEARD);
    assertReason(SpeechRecognizer.ERROR_NETWORK, DictationState.Reason.NO_NETWORK);
    assertReason(SpeechRecognizer.ERROR_LANGUAGE_UNAVAILABLE, DictationState.Reason.NO_LANGUAGE);
    assertReason(
        SpeechRecognizer.ERROR_INSUFFICIENT_PERMISSIONS, DictationState.Reason.NOT_ALLOWED);
    assertReason(SpeechRecognizer.ERROR_SERVER, DictationState.Reason.BROKE_OFF);
  }

  @Test
  public void results_empty_areNothingHeard() {
    ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(true);
    dictation.start(Locale.US, false);
    shadowOf(Looper.getMainLooper()).idle();
    service().triggerOnResults(new Bundle());
    assertRefused(DictationState.Reason.NOTHING_HEARD);
  }

  private void assertReason(int error, DictationState.Reason reason) {
    dictation.start(Locale.US, false);
    shadowOf(Looper.getMainLooper()).idle();
    service().triggerOnError(error);
    assertRefused(reason);
  }

  private void assertRefused(DictationState.Reason reason) {
    assertThat(dictation.state().getValue()).isEqualTo(new DictationState.Refused(reason));
  }

  private static ShadowSpeechRecognizer service() {
    shadowOf(Looper.getMainLooper()).idle();
    return shadowOf(ShadowSpeechRecognizer.getLatestSpeechRecognizer());
  }

  private static Bundle words(String text) {
    Bundle results = new Bundle();
    results.putStringArrayList(
        SpeechRecognizer.RESULTS_RECOGNITION, new ArrayList<>(List.of(text)));
    return results;
  }

  private void installService() {
    ShadowPackageManager packages = shadowOf(context.getPackageManager());
    ComponentName service = new ComponentName("org.other", "org.other.Listener");
    packages.addServiceIfNotPresent(service);
    packages.addIntentFilterForService(
        service, new IntentFilter(RecognitionService.SERVICE_INTERFACE));
  }
}
