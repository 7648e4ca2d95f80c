package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.view.View;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.R;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.Refusal;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A download of the flavour with a network, on the screen of either. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class RefusedDownloadTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void goOn_isOfferedWhereItHelps() {
    screen.launch();
    screen.click(R.id.nav_models);
    show(List.of(refused()));
    assertSeen(R.id.refused_again, false);
    assertSeen(R.id.refused_remove, true);

    show(List.of());
    shadowOf(screen.app()).grantPermissions(Manifest.permission.INTERNET);
    show(List.of(refused()));
    assertSeen(R.id.refused_again, true);
  }

  private void show(List<JobState> jobs) {
    ((MutableLiveData<List<JobState>>) screen.app().scope().shelf().jobs().all()).setValue(jobs);
    screen.settle();
  }

  private void assertSeen(int id, boolean seen) {
    screen.with(
        activity ->
            assertThat(activity.findViewById(id).getVisibility())
                .isEqualTo(seen ? View.VISIBLE : View.GONE));
  }

  private static JobState refused() {
    return new JobState(
        new JobRecord(
            "job-1",
            JobRecord.Kind.DOWNLOAD,
            "m.gguf",
            "https://example.org/m.gguf",
            "",
            false,
            JobRecord.Status.REFUSED,
            new JobRecord.Fault(Refusal.Reason.NO_DOWNLOADS, 0, 0, "")),
        null);
  }
}
