package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.TextView;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A card that says what went wrong has two buttons at most, the safe one filled. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class CardRankTest {
  private static final int HALF = ScriptedModel.CONTEXT / 2;

  /** The filled ones: what may help, and loses nothing. */
  private static final List<Integer> SAFE =
      List.of(R.id.refused_free, R.id.refused_again, R.id.failure_retry);

  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void refused_whyever_hasTwoButtonsAndTheRestBelowThem() {
    shadowOf(screen.app()).grantPermissions(Manifest.permission.INTERNET);
    screen.launch();
    screen.click(R.id.nav_models);
    for (JobRecord.Kind kind : JobRecord.Kind.values()) {
      for (Refusal.Reason reason : Refusal.Reason.values()) {
        show(new JobState(refused(kind, reason), null));
        assertRank(R.id.refused_title, reason.name());
        boolean full = reason.isOfSpace();
        assertThat(shown(R.id.refused_details)).as("details of %s", reason).isEqualTo(!full);
        assertThat(shown(R.id.refused_forget)).as("as a line, %s", reason).isEqualTo(full);
        assertThat(shown(R.id.refused_remove)).as("as a button, %s", reason).isEqualTo(!full);
      }
    }
  }

  @Test
  public void removedByItsLine_isGone() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.with(
        activity ->
            screen.app().scope().shelf().jobs().download("http://no.example", "a", "", true));
    screen.settle();
    JobRecord real = Objects.requireNonNull(jobs().getValue()).get(0).job();
    show(new JobState(full(real), null));
    screen.click(R.id.refused_forget);
    assertThat(jobs().getValue()).isEmpty();
  }

  @Test
  public void load_thatIsNotTried_hasTwoButtonsAndDetailsAsALine() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    for (LoadRisk risk :
        List.of(
            new LoadRisk.Died(LoadRisk.Cause.CRASH, 1, false, false, HALF),
            new LoadRisk.Died(LoadRisk.Cause.CRASH, 1, true, true, HALF),
            new LoadRisk.LittleMemory(2_000_000, 1_000_000, HALF),
            new LoadRisk.LittleMemory(2_000_000, 1_000_000, null))) {
      fail(new RiskyLoadException(risk, "details for a report"));
      assertRank(R.id.failure_title, risk.toString());
      assertThat(shown(R.id.failure_details)).isTrue();
    }
    fail(new IOException("details for a report"));
    assertRank(R.id.failure_title, "a file that cannot be read");
    screen.click(R.id.failure_details);
    TextView words = screen.dialog().findViewById(android.R.id.message);
    assertThat(words.getText().toString()).contains("details for a report");
  }

  private void fail(IOException why) {
    screen
        .app()
        .model(
            () -> {
              throw why;
            });
    screen.with(activity -> screen.app().scope().engine().close());
    screen.settle();
    long chat = screen.read(activity -> ((ChatFragment) ThreeStyles.page(activity)).chatId());
    screen.with(activity -> screen.app().scope().engine().load(chat));
    screen.settle();
  }

  private void assertRank(int titleId, String what) {
    List<Integer> buttons = new ArrayList<>();
    screen.with(
        activity -> {
          View title = activity.findViewById(titleId);
          ViewGroup card = (ViewGroup) title.getParent().getParent();
          collect(titleId == R.id.failure_title ? (ViewGroup) card.getParent() : card, buttons);
        });
    assertThat(buttons).as("buttons of %s", what).hasSizeBetween(1, 2);
    buttons.retainAll(SAFE);
    assertThat(buttons).as("filled buttons of %s", what).hasSize(1);
  }

  private static void collect(ViewGroup group, List<Integer> buttons) {
    for (int i = 0; i < group.getChildCount(); i++) {
      View child = group.getChildAt(i);
      if (child instanceof Button && child.isShown()) {
        buttons.add(child.getId());
      } else if (child instanceof ViewGroup inner) {
        collect(inner, buttons);
      }
    }
  }

  private boolean shown(int id) {
    return screen.read(activity -> activity.findViewById(id).isShown());
  }

  private MutableLiveData<List<JobState>> jobs() {
    return (MutableLiveData<List<JobState>>) screen.app().scope().shelf().jobs().all();
  }

  private void show(JobState state) {
    screen.with(activity -> jobs().setValue(List.of(state)));
    screen.settle();
  }

  private static JobRecord refused(JobRecord.Kind kind, Refusal.Reason reason) {
    return new JobRecord(
        "job-" + kind + reason, // a row of its own
        kind,
        "m.gguf",
        "https://example.org/m.gguf",
        "",
        false,
        JobRecord.Status.REFUSED,
        new JobRecord.Fault(reason, 2, 1, "details for a report"));
  }

  private static JobRecord full(JobRecord job) {
    return new JobRecord(
        job.id(),
        job.kind(),
        job.title(),
        job.source(),
        "",
        false,
        JobRecord.Status.REFUSED,
        new JobRecord.Fault(Refusal.Reason.NO_SPACE, 2, 1, ""));
  }
}
