package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.net.Uri;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/** A model from a GGUF of this phone. */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class AddModelTest {
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void gguf_picked_isConvertedHereAndAnswers() throws IOException {
    pick("tiny.gguf", TinyGguf.whole());
    app.see(allOf(withId(R.id.model_name), withText("tiny")));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("tiny"))));
    app.scrollAndClick(withId(R.id.new_chat_with));
    app.send("Hi");
    app.watchAnswer();
  }

  @Test
  public void gguf_inSeveralFilesPickedAtOnce_becomesOneModel() throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, parts(TinyGguf.split(3), 3));
    openPicker();
    app.see(allOf(withId(R.id.model_name), withText(startsWith("tiny"))));
  }

  @Test
  public void gguf_withAPartLeftOut_saysHowManyThereAre() throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, parts(TinyGguf.split(3), 2));
    openPicker();
    app.see(withText(startsWith("Not imported: this model is 3 files and 2 of them were given.")));
  }

  /** The last first, for no picker promises an order. */
  private static Uri[] parts(List<byte[]> all, int given) throws IOException {
    Uri[] parts = new Uri[given];
    for (int i = 0; i < given; i++) {
      int part = given - 1 - i;
      String name = "tiny-0000" + (part + 1) + "-of-0000" + all.size() + ".gguf";
      parts[i] = OtherApps.file(name, all.get(part));
    }
    return parts;
  }

  private void pick(String name, byte[] contents) throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, OtherApps.file(name, contents));
    openPicker();
  }

  private void openPicker() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.seeInDialog(withText(R.string.add_model));
    app.clickInDialog(withId(R.id.add_file));
  }
}
