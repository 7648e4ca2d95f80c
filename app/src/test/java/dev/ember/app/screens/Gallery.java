package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.graphics.Rect;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import dev.ember.app.journey.AccessibilityAssertion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pictures of {@code docs/screenshots} in one style, and whether the app still looks like them.
 *
 * <p>With {@code -Dember.screenshots=record} it takes them anew instead. Whatever is painted is
 * also searched for text that is cut off, and checked by {@link AccessibilityAssertion}.
 */
final class Gallery {
  /** An empty page has a handful: page, bar, composer. */
  private static final int FEWEST_COLORS = 20;

  /** Keeps the repository light: a hundred pictures in a few megabytes. */
  private static final long MOST_BYTES = 120_000;

  private static final String PNG = ".png";
  private static final String RECORD = "record";

  private final String style;
  private final Path goldens;
  private final Path results;
  private final boolean records = RECORD.equals(System.getProperty("ember.screenshots"));
  private final Set<String> taken = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  Gallery(String style) {
    this.style = style;
    Path home = Path.of(System.getProperty("ember.home", ".."));
    goldens = home.resolve("docs/screenshots");
    results = home.resolve("app/target/screenshots");
  }

  /** What moves by itself would be caught at another place each time. */
  private static void still(View view) {
    view.setVerticalScrollBarEnabled(false);
    view.setHorizontalScrollBarEnabled(false);
    if (view instanceof EditText field) {
      field.setCursorVisible(false);
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        still(group.getChildAt(i));
      }
    }
  }

  /** The window of the activity. */
  void take(ScreenRule screen, String name, int... unstable) throws IOException {
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.redraw();
    screen.with(activity -> still(activity.getWindow().getDecorView()));
    try (Picture picture =
        screen.read(activity -> Picture.of(activity, List.of(), areas(activity, unstable)))) {
      take(name, picture);
    }
    View window = screen.read(activity -> activity.getWindow().getDecorView());
    lookAt(name, window);
  }

  /** The window with the sheets and dialogs over it. */
  void takeSheet(ScreenRule screen, String name, int... unstable) throws IOException {
    List<View> sheets = screen.dialogs();
    sheets.forEach(Picture::coverWithBars);
    takeAbove(screen, name, sheets, unstable);
  }

  /** The window with the menu that was opened last. */
  void takeMenu(ScreenRule screen, String name) throws IOException {
    takeAbove(screen, name, List.of(screen.menu().getRootView()));
  }

  /** The window with the sheets over it, and over those the menu that was opened last. */
  void takeMenuOfSheet(ScreenRule screen, String name) throws IOException {
    List<View> above = new ArrayList<>(screen.dialogs());
    above.forEach(Picture::coverWithBars);
    above.add(screen.menu().getRootView());
    takeAbove(screen, name, above);
  }

  private void takeAbove(ScreenRule screen, String name, List<View> above, int... unstable)
      throws IOException {
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.redraw();
    screen.with(activity -> still(activity.getWindow().getDecorView()));
    above.forEach(Gallery::still);
    try (Picture picture =
        screen.read(activity -> Picture.of(activity, above, areas(activity, unstable)))) {
      take(name, picture);
    }
    lookAt(name, above.get(above.size() - 1));
  }

  private void lookAt(String name, View window) {
    List<String> clipped = ClippedText.find(window);
    if (!clipped.isEmpty()) {
      faults.add(name + ": cut off " + clipped);
    }
    try {
      AccessibilityAssertion.check(window);
    } catch (AccessibilityAssertion.Fault fault) {
      faults.add(name + ": " + fault.getMessage());
    }
  }

  private static List<Rect> areas(Activity activity, int... unstable) {
    List<Rect> areas = new ArrayList<>();
    for (int id : unstable) {
      View view = activity.findViewById(id);
      Rect seen = new Rect(); // without what is scrolled away below a bar
      if (view != null && view.getGlobalVisibleRect(seen)) {
        areas.add(seen);
      }
    }
    return areas;
  }

  private void take(String name, Picture picture) throws IOException {
    assertThat(picture.colors()).as("colours of " + name).isGreaterThan(FEWEST_COLORS);
    assertThat(taken.add(name)).as("a second picture " + name).isTrue();
    String file = name + "-" + style + PNG;
    Path golden = goldens.resolve(file);
    if (records) {
      picture.write(golden);
      assertThat(Files.size(golden)).as("bytes of " + file).isLessThan(MOST_BYTES);
      return;
    }
    String difference =
        Files.exists(golden) ? picture.difference(golden) : "there is no such picture";
    if (difference != null) {
      picture.write(results.resolve(file));
      faults.add(golden.getFileName() + ": " + difference);
    }
  }

  /**
   * @param all the names of all pictures that had to be taken
   * @throws AssertionError with everything that is wrong with any of them
   */
  void close(Set<String> all) throws IOException {
    assertThat(taken).as("pictures that were taken").isEqualTo(all);
    assertThat(faults)
        .as(
            "pictures that are not as in docs/screenshots; %s has the new ones. If they are right:"
                + " mvn -o test -pl app -am -Dtest='ScreenshotTest,*PictureTest'"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dember.screenshots=record",
            results)
        .isEmpty();
  }

  /** The names of every picture that the documentation has. */
  static Set<String> documented() throws IOException {
    try (Stream<Path> files = Files.list(new Gallery("").goldens)) {
      Set<String> names = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(PNG))
          .forEach(file -> names.add(file.substring(0, file.length() - PNG.length())));
      return names;
    }
  }
}
