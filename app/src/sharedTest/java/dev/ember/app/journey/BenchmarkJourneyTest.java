package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import android.content.Intent;
import android.net.Uri;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.app.R;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** How fast a model is here, measured and handed on. */
@RunWith(AndroidJUnit4.class)
public final class BenchmarkJourneyTest {
  /** Two of the three protocols fit the built-in model's window, each measured three times. */
  private static final int RUNS = 6;

  /** Has room for the shorter of the golden answers. */
  private static final int SMALL_WINDOW = 64;

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void builtInModel_measured_isCheckedAndShared() throws IOException {
    openBenchmark();
    app.scrollAndClick(withId(R.id.benchmark_start));
    app.see(withText(R.string.benchmark_done));
    app.see(withText(containsString("as its maker wrote them down")));
    app.rotate();
    app.see(withText(R.string.benchmark_done));

    app.scrollAndClick(withId(R.id.benchmark_share));
    app.awaitThat("a share sheet", others::wereAsked);
    JsonObject report = report(others.last());
    assertThat(report.getAsJsonObject("golden").get("right").getAsBoolean(), equalTo(true));
    assertThat(report.getAsJsonArray("runs").size(), equalTo(RUNS));
    JsonObject first = report.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(first.get("decodeTokensPerSecond").getAsDouble(), greaterThan(0.0));
  }

  /** Neither its longer golden answers nor the protocols fit. */
  @Test
  public void modelInASmallerWindow_isMeasuredWithinItAndNotCalledWrong() throws IOException {
    app.onActivity(
        activity ->
            AppScope.of(activity)
                .shelf()
                .library()
                .tune(ModelLibrary.BUILT_IN, ModelTuning.NONE.withWindow(SMALL_WINDOW)));
    openBenchmark();
    app.scrollAndClick(withId(R.id.benchmark_start));
    app.see(withText(R.string.benchmark_done));
    app.see(withText(containsString("as its maker wrote them down")));

    app.scrollAndClick(withId(R.id.benchmark_share));
    app.awaitThat("a share sheet", others::wereAsked);
    JsonObject run = report(others.last()).getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(run.get("reads").getAsInt() + run.get("writes").getAsInt(), equalTo(SMALL_WINDOW));
  }

  @Test
  public void run_stoppedInTheMiddle_endsAndNothingOfItComesLater() {
    openBenchmark();
    app.onActivity(activity -> activity.findViewById(R.id.benchmark_start).performClick());
    app.tryMeanwhile(
        "the first run to be under way",
        activity -> {
          TextView title = activity.findViewById(R.id.benchmark_title);
          if (!title.getText().toString().startsWith("Run 1 of 2")) {
            return false;
          }
          activity.findViewById(R.id.benchmark_stop).performClick(); // the model is at work
          return true;
        });
    app.see(withId(R.id.benchmark_start)); // after all that was begun: had it gone on, all six
    app.seeNot(withId(R.id.benchmark_stop));
    app.see(withText(R.string.benchmark_not_run));
    app.seeNot(withId(R.id.benchmark_share));
    app.see(withText(containsString("as its maker wrote them down"))); // what came out is kept
  }

  private void openBenchmark() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.scrollAndClick(withText(R.string.benchmark));
    app.see(withText(R.string.benchmark_not_run));
  }

  private static JsonObject report(Intent shared) throws IOException {
    assertThat(shared.getType(), equalTo("application/json"));
    Uri file = Objects.requireNonNull(shared.getParcelableExtra(Intent.EXTRA_STREAM), "file");
    try (InputStreamReader json =
        new InputStreamReader(
            Objects.requireNonNull(
                ApplicationProvider.getApplicationContext()
                    .getContentResolver()
                    .openInputStream(file),
                "contents"),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(json).getAsJsonObject();
    }
  }
}
