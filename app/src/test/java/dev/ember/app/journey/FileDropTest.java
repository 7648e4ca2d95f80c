package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.startsWith;

import android.content.ClipData;
import android.net.Uri;
import android.view.DragEvent;
import android.view.View;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.shadows.DragEventBuilder;

/** Files that are dragged here from another app. On the JVM alone: no test can drag on a phone. */
@RunWith(AndroidJUnit4.class)
public final class FileDropTest {
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void text_droppedOnAChat_isAttached() throws IOException {
    app.newChat();
    drop(R.id.chat_root, clip(OtherApps.file("notes.md", "The lamp needs oil.".getBytes(UTF_8))));
    app.see(
        allOf(
            withId(R.id.bar_text),
            isDescendantOfA(withId(R.id.attach_bar)),
            withText(startsWith("notes.md"))));
  }

  @Test
  public void file_droppedElsewhere_isTakenInAsAModelOrRefused() throws IOException {
    drop(R.id.screen_place, clip(OtherApps.file("notes.txt", "The lamp.".getBytes(UTF_8))));
    app.see(allOf(withId(R.id.refused_title), withText("notes.txt")));
    app.see(withText(R.string.refused_no_model));
  }

  @Test
  public void words_orAPath_areNotTaken() {
    app.onActivity(
        activity -> {
          View place = activity.findViewById(R.id.screen_place);
          assertThat(dropped(place, ClipData.newPlainText("words", "The lamp"))).isFalse();
          assertThat(dropped(place, clip(Uri.parse("file:///etc/passwd")))).isFalse();
          DragEventBuilder nothing = DragEventBuilder.newBuilder();
          assertThat(place.dispatchDragEvent(nothing.setAction(DragEvent.ACTION_DROP).build()))
              .isFalse();
        });
    app.see(withId(R.id.empty_title));
  }

  private void drop(int place, ClipData files) {
    app.onActivity(activity -> assertThat(dropped(activity.findViewById(place), files)).isTrue());
  }

  private static boolean dropped(View place, ClipData files) {
    DragEventBuilder drag =
        DragEventBuilder.newBuilder().setClipDescription(files.getDescription());
    place.dispatchDragEvent(drag.setAction(DragEvent.ACTION_DRAG_STARTED).build());
    return place.dispatchDragEvent(
        drag.setAction(DragEvent.ACTION_DROP).setClipData(files).build());
  }

  private static ClipData clip(Uri file) {
    return ClipData.newRawUri("file", file);
  }
}
