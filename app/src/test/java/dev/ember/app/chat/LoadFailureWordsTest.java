package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import android.os.SystemClock;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelState;
import java.util.HashSet;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** The card of a model that does not load, in words. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LoadFailureWordsTest {
  /** A Friday in November, 10:24 UTC. */
  private static final long NOW_MS = 1_795_775_040_000L;

  @Test
  public void died_eachCause_isASentenceWithItsTimeInBothLanguages() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemClock.setCurrentTimeMillis(NOW_MS);
    for (String language : new String[] {"en-rUS", "zh-rCN"}) {
      RuntimeEnvironment.setQualifiers(language);
      Set<String> sentences = new HashSet<>();
      for (LoadRisk.Cause cause : LoadRisk.Cause.values()) {
        String today = body(cause, NOW_MS - TimeUnit.MINUTES.toMillis(22));
        String yesterday = body(cause, NOW_MS - TimeUnit.DAYS.toMillis(1));
        assertThat(today).contains("10:02").doesNotContain("27");
        assertThat(yesterday).contains("10:24").contains("26");
        sentences.add(today);
      }
      assertThat(sentences).as(language).hasSize(LoadRisk.Cause.values().length);
    }
  }

  @Test
  public void littleMemory_details_nameTheParts() {
    RuntimeEnvironment.setQualifiers("en-rUS");
    LoadRisk.Parts parts = new LoadRisk.Parts(1_500_000_000L, 100_000_000L, 300_000_000L);
    assertThat(details(new LoadRisk.LittleMemory(parts.sum(), 1_400_000_000L, 1024, parts)))
        .isEqualTo(
            "weights 1.5 GB\nmemory of chat 100 MB\nwork 300 MB\ntogether 1.9 GB\n"
                + "Smaller window: 1,024 tokens\nfor a report");
    assertThat(details(new LoadRisk.LittleMemory(2, 1, null))).isEqualTo("for a report");
  }

  private static String details(LoadRisk risk) {
    return new LoadFailureWords(ApplicationProvider.getApplicationContext())
        .details(new ModelState.Failed("", ModelState.Fault.MEMORY, "for a report", risk));
  }

  private static String body(LoadRisk.Cause cause, long atMs) {
    Context context = ApplicationProvider.getApplicationContext();
    return new LoadFailureWords(context)
        .body(
            new ModelState.Failed(
                "",
                ModelState.Fault.KILLED,
                "",
                new LoadRisk.Died(cause, atMs, false, false, 1024)));
  }
}
