package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import java.util.Collections;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What a model runs on is proved while the phone has nothing else to do, and then it is said. */
@RunWith(AndroidJUnit4.class)
public final class ProofJourneyTest {
  /** Slower than any machine's processor with the smallest model. */
  private static final long SLOW_CALL_MS = 10;

  /** The window that the smallest benchmark takes: of three, one is measured. */
  private static final int ONE_SIZE = 256 + 64;

  private final TestPhone phone = new TestPhone();

  @Rule public final AppDriver app = new AppDriver(phone);

  @Test
  public void gpu_provedAndFaster_answersAndTheSettingsSayHowFast() {
    TestContenders contenders = new TestContenders().cpu(SLOW_CALL_MS).gpu(0);
    begin(contenders);
    app.newChat();
    assertThat(contenders.opened().get(0), equalTo(PhoneContenders.CPU)); // nothing is proved yet
    app.see(allOf(withId(R.id.model), withText(runsOn(R.string.model_on_gpu))));
    assertThat(contenders.last(), equalTo(PhoneContenders.GPU));
    app.send("Hello");
    app.watchAnswer();

    int before = contenders.opened().size();
    app.killAndReopen();
    app.openChat();
    app.see(allOf(withId(R.id.model), withText(runsOn(R.string.model_on_gpu))));
    assertThat(contenders.opened().size(), equalTo(before + 1)); // and nothing was tried again
    app.back();
    openSettings();
    app.scrollTo(withText(containsString("The GPU gave the right answers: it reads ")));

    app.scrollAndClick(withText(R.string.processor));
    app.clickInDialog(withText(R.string.processor_cpu));
    app.scrollTo(withText(containsString(context().getString(R.string.processor_cpu))));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.openChat();
    app.see(allOf(withId(R.id.model), withText(runsOn(R.string.model_on_cpu))));
  }

  @Test
  public void gpu_provedAndFaster_isMeasuredBesideTheCpuAndStaysWhatChatsUse() {
    begin(new TestContenders().cpu(SLOW_CALL_MS).gpu(0));
    app.newChat();
    app.see(allOf(withId(R.id.model), withText(runsOn(R.string.model_on_gpu))));
    app.back();
    tune(ModelTuning.NONE.withWindow(ONE_SIZE));
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_benchmark));
    app.scrollAndClick(withId(R.id.benchmark_start));
    app.see(withText(R.string.benchmark_done));
    for (int bars : new int[] {R.id.reading_bars, R.id.writing_bars}) {
      for (String processor : new String[] {"CPU", "GPU"}) {
        app.scrollTo(
            allOf(
                isDescendantOfA(withId(bars)),
                withContentDescription(containsString(processor + ", 256 read, 64 written"))));
      }
    }
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.newChat(); // the first went with its screen, for nothing was written in it
    app.see(allOf(withId(R.id.model), withText(runsOn(R.string.model_on_gpu))));
  }

  @Test
  public void processor_provedWrong_leavesTheModelToTheLastResort() {
    TestContenders contenders = new TestContenders().wrongCpu().lastResort(0);
    begin(contenders);
    app.newChat();
    app.awaitThat(
        "the last resort to be tried, and to be what the model is opened on",
        () -> Collections.frequency(contenders.opened(), PhoneContenders.LAST_RESORT) == 2);
    app.seeNot(withId(R.id.processor_bar)); // what it says is right
    app.send("Hello");
    app.watchAnswer();
    app.back();
    openSettings();
    String standsIn = "so 2.16.1 stands in for it there: its answers were right.";
    app.scrollTo(withText(containsString(standsIn)));

    tune(new ModelTuning(null, 2));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.open_settings));
    String threads = context().getString(R.string.gpu_threads);
    app.scrollTo(withText(allOf(containsString(standsIn), containsString(threads))));
  }

  @Test
  public void processor_provedWrongAndNothingElse_isSaidInTheChatAndInTheSettings() {
    TestContenders contenders = new TestContenders().wrongCpu();
    begin(contenders);
    app.newChat();
    assertThat(contenders.opened(), hasItem(PhoneContenders.CPU));
    app.see(
        allOf(
            withId(R.id.bar_text),
            isDescendantOfA(withId(R.id.processor_bar)),
            withText(R.string.cpu_wrong)));
    app.send("Hello");
    app.watchAnswer(); // it is used all the same
    app.back();
    openSettings();
    app.scrollTo(withText(containsString(context().getString(R.string.cpu_wrong))));
  }

  /** On a phone that has these. */
  private void begin(TestContenders contenders) {
    phone.has(contenders);
    app.killAndReopen();
  }

  private void openSettings() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.see(allOf(withId(R.id.page_title), withText(R.string.settings_title)));
  }

  private void tune(ModelTuning tuning) {
    app.onActivity(
        activity -> {
          ModelLibrary library = AppScope.of(activity).shelf().library();
          library.tune(library.defaultId(), tuning);
        });
  }

  private static String runsOn(int words) {
    return context().getString(words, BuiltIn.name());
  }

  private static Context context() {
    return ApplicationProvider.getApplicationContext();
  }
}
