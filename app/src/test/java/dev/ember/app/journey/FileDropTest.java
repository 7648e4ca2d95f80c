package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import android.content.ClipData;
import android.content.ClipData.Item;
import android.content.ClipboardManager;
import android.net.Uri;
import android.view.DragEvent;
import android.view.View;
import android.widget.EditText;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.testing.FaultyProvider;
import java.io.IOException;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.DragEventBuilder;

/**
 * Files that are dragged or pasted here from another app. On the JVM alone: no test can drag on a
 * phone. The window gets what the system tells it, and hands it on to what lies there.
 */
@RunWith(AndroidJUnit4.class)
public final class FileDropTest {
  private static final String TABLET = "w1280dp-h800dp-land-mdpi";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void text_droppedOnAChat_isAttached() throws IOException {
    app.newChat();
    drop(R.id.messages, clip(notes()));
    app.see(bar(startsWith("notes.md")));
  }

  @Test
  public void texts_droppedOnAChat_theFirstIsAttachedAndTheOthersAreCounted() throws IOException {
    app.newChat();
    drop(R.id.messages, clip(notes(), text("more.md"), text("last.md")));
    app.seeMeanwhile(withText("A question takes one file: 2 more were left out."));
    app.see(bar(startsWith("notes.md")));
  }

  @Test
  public void files_ofWhichTheFirstIsNoText_leaveTheFileBeforeThemAndAreCounted()
      throws IOException {
    app.newChat();
    drop(R.id.messages, clip(notes()));
    app.see(bar(startsWith("notes.md")));
    drop(R.id.messages, clip(OtherApps.file("cat.png", new byte[] {0, 1}), text("more.md")));
    app.seeMeanwhile(
        withText(allOf(startsWith("cat.png is no text"), containsString("1 more was left out."))));
    app.see(bar(startsWith("notes.md")));
  }

  @Test
  public void file_droppedOnTheField_isAttachedAndTheWordsBesideItAreWritten() throws IOException {
    app.newChat();
    ClipData both = clip(notes(), text("more.md"));
    both.addItem(new Item("Look at this"));
    drop(R.id.field, both);
    app.seeMeanwhile(withText("A question takes one file: 1 more was left out."));
    app.see(bar(startsWith("notes.md")));
    app.see(allOf(withId(R.id.field), withText("Look at this")));
  }

  @Test
  public void file_pastedIntoTheField_isAttached() throws IOException {
    app.newChat();
    Uri notes = notes();
    app.onActivity(
        activity -> {
          activity.getSystemService(ClipboardManager.class).setPrimaryClip(clip(notes));
          EditText field = activity.findViewById(R.id.field);
          field.requestFocus();
          assertThat(field.onTextContextMenuItem(android.R.id.paste)).isTrue();
        });
    app.see(bar(startsWith("notes.md")));
    app.see(allOf(withId(R.id.field), withText("")));
  }

  @Test
  public void file_droppedElsewhere_isTakenInAsAModelOrRefused() throws IOException {
    drop(R.id.screen, clip(text("notes.txt")));
    seeRefused("notes.txt");
  }

  @Test
  public void file_whoseAppFails_isOutOfReachAndNoEndOfThisApp() {
    Robolectric.buildContentProvider(FaultyProvider.class).create(FaultyProvider.AUTHORITY);
    app.newChat();
    drop(R.id.messages, clip(FaultyProvider.uri()));
    app.seeMeanwhile(withText(startsWith(FaultyProvider.NAME + " can no longer be read")));
    app.back();
    drop(R.id.screen, clip(FaultyProvider.uri()));
    app.see(withText(R.string.refused_gone));
  }

  @Test
  @Config(qualifiers = TABLET)
  public void file_droppedOnTheListOfATablet_isTakenInAsAModelOrRefused() throws IOException {
    app.newChat();
    drop(R.id.list_pane, clip(text("notes.txt")));
    seeRefused("notes.txt");
  }

  @Test
  public void words_orAPath_areNotTaken() {
    app.onActivity(
        activity -> {
          View place = activity.findViewById(R.id.screen);
          assertThat(dropped(place, ClipData.newPlainText("words", "The lamp"))).isFalse();
          assertThat(dropped(place, clip(Uri.parse("file:///etc/passwd")))).isFalse();
          assertThat(dropped(place, null)).isFalse();
        });
    app.see(withId(R.id.empty_title));
  }

  private void seeRefused(String name) {
    app.see(allOf(withId(R.id.refused_title), withText(name)));
    app.see(withText(R.string.refused_no_model));
  }

  private static Matcher<View> bar(Matcher<String> words) {
    return allOf(withId(R.id.bar_text), isDescendantOfA(withId(R.id.attach_bar)), withText(words));
  }

  private void drop(int place, ClipData files) {
    app.onActivity(activity -> assertThat(dropped(activity.findViewById(place), files)).isTrue());
  }

  /** Over the middle of a view, on whatever lies there. */
  private static boolean dropped(View place, @Nullable ClipData files) {
    int[] corner = new int[2];
    place.getLocationInWindow(corner);
    DragEventBuilder drag =
        DragEventBuilder.newBuilder()
            .setX(corner[0] + place.getWidth() / 2f)
            .setY(corner[1] + place.getHeight() / 2f);
    if (files != null) {
      drag.setClipDescription(files.getDescription());
    }
    View window = place.getRootView();
    window.dispatchDragEvent(drag.setAction(DragEvent.ACTION_DRAG_STARTED).build());
    window.dispatchDragEvent(drag.setAction(DragEvent.ACTION_DRAG_LOCATION).build());
    boolean taken =
        window.dispatchDragEvent(drag.setAction(DragEvent.ACTION_DROP).setClipData(files).build());
    window.dispatchDragEvent(drag.setAction(DragEvent.ACTION_DRAG_ENDED).setClipData(null).build());
    return taken;
  }

  private static Uri notes() throws IOException {
    return text("notes.md");
  }

  private static Uri text(String name) throws IOException {
    return OtherApps.file(name, "The lamp needs oil.".getBytes(UTF_8));
  }

  private static ClipData clip(Uri... files) {
    ClipData clip = ClipData.newRawUri("files", files[0]);
    for (int i = 1; i < files.length; i++) {
      clip.addItem(new Item(files[i]));
    }
    return clip;
  }
}
