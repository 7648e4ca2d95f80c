package dev.ember.app.screens;

import static org.robolectric.Shadows.shadowOf;

import android.animation.ValueAnimator;
import android.app.Activity;
import android.app.ActivityManager;
import android.os.SystemClock;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.junit.Rule;
import org.junit.Test;
import org.robolectric.annotation.Config;

/**
 * A tour of states that is taken in the styles in which colours and words differ; what changes the
 * room for them is the business of {@link SixStyles}.
 */
abstract class ThreeStyles {
  /** What the name of a picture ends in. */
  static final List<String> STYLES = List.of("light", "dark", "chinese");

  /** What a phone has free that has to be asked about a large model. */
  static final long FREE = 1_400_000_000L;

  @Rule public final ScreenRule screen = new ScreenRule().pictured();

  /** The clock stands, nothing moves by itself, and the phone has {@link #FREE} bytes free. */
  void holdStill() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    ValueAnimator.setDurationScale(0); // the cursor pulses
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    screen.app().clock(() -> Samples.NOW_MS);
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    memory.availMem = FREE;
    shadowOf(screen.app().getSystemService(ActivityManager.class)).setMemoryInfo(memory);
  }

  /**
   * Takes the pictures.
   *
   * @param style one of {@link #STYLES}, or what a class below adds
   */
  abstract void tour(String style) throws IOException;

  /** A model of a screen that is open. */
  static <T extends ViewModel> T of(Fragment page, Class<T> model) {
    return new ViewModelProvider(page).get(model);
  }

  /** The screen that is open. */
  static Fragment page(Activity activity) {
    Fragment page =
        ((MainActivity) activity).getSupportFragmentManager().findFragmentById(R.id.screen);
    return Objects.requireNonNull(page, "page");
  }

  /** Tells a screen what a test cannot bring about. */
  <T> void set(LiveData<T> told, T what) {
    screen.with(activity -> ((MutableLiveData<T>) told).setValue(what));
    screen.redraw();
  }

  /** What is loaded from now on. */
  void load(ModelSource source) {
    screen.app().model(source);
    screen.with(activity -> screen.app().scope().engine().close());
    screen.settle();
  }

  void open(long chat) {
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
  }

  @Test
  public void screens_light() throws IOException {
    tour("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void screens_dark() throws IOException {
    tour("dark");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.CHINESE)
  public void screens_chinese() throws IOException {
    tour("chinese");
  }
}
