package dev.ember.app.screens;

import android.app.Activity;
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

  @Rule public final ScreenRule screen = new ScreenRule();

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
