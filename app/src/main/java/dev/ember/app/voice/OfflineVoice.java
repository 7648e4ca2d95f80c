package dev.ember.app.voice;

import android.speech.tts.TextToSpeech;
import android.speech.tts.Voice;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses among a service's voices. */
final class OfflineVoice {
  private OfflineVoice() {}

  /** The best voice for a language that is on this phone, or null. */
  static @Nullable Voice of(@Nullable Set<Voice> voices, Locale language) {
    if (voices == null) {
      return null; // a service that does not say
    }
    return voices.stream()
        .filter(voice -> isHere(voice) && speaks(voice, language))
        .max(
            Comparator.comparing(
                    (Voice voice) -> voice.getLocale().getCountry().equals(language.getCountry()))
                .thenComparing(Voice::getQuality)
                .thenComparing(Voice::getName))
        .orElse(null);
  }

  private static boolean isHere(Voice voice) {
    Set<String> features = voice.getFeatures();
    boolean missing =
        features != null && features.contains(TextToSpeech.Engine.KEY_FEATURE_NOT_INSTALLED);
    return !voice.isNetworkConnectionRequired() && !missing;
  }

  private static boolean speaks(Voice voice, Locale language) {
    return voice.getLocale().getLanguage().equals(language.getLanguage());
  }
}
