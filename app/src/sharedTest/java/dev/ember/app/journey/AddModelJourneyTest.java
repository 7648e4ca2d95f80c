package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.net.Uri;
import android.view.View;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.testing.TinyCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;

/** A model from a file of this phone. */
@RunWith(AndroidJUnit4.class)
public final class AddModelJourneyTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void bundle_picked_becomesAModelOfItsOwnAndGoesWhenDeleted() throws IOException {
    String builtIn = BuiltIn.name();
    pick("mine.ember", BuiltIn.bytes());
    app.seeTimes(2, builtIn); // the one of the app, and the one of the file
    app.killAndReopen();
    app.click(withId(R.id.nav_models));
    app.seeTimes(2, builtIn);

    app.click(
        allOf(
            withId(R.id.model_row),
            not(hasDescendant(allOf(withId(R.id.tag_built_in), isDisplayed())))));
    app.scrollAndClick(withId(R.id.delete_model));
    app.clickInDialog(withText(R.string.delete));
    app.seeTimes(1, builtIn);
    app.see(withId(R.id.tag_built_in));
    app.killAndReopen();
    app.click(withId(R.id.nav_models));
    app.see(withId(R.id.tag_built_in));
    app.seeTimes(1, builtIn); // its file is gone too, or it would be back
  }

  @Test
  public void bundle_cutShort_isRefusedWithItsReasonUntilDismissed() throws IOException {
    String builtIn = BuiltIn.name();
    byte[] whole = BuiltIn.bytes();
    pick("short.ember", Arrays.copyOf(whole, whole.length / 2));
    app.see(allOf(withId(R.id.refused_title), withText("short.ember")));
    app.see(withId(R.id.refused_why));
    app.killAndReopen();
    app.click(withId(R.id.nav_models));
    app.see(allOf(withId(R.id.refused_title), withText("short.ember")));
    app.click(withId(R.id.refused_remove));
    app.seeNot(withText("short.ember"));
    app.see(allOf(withId(R.id.model_name), withText(builtIn)));
  }

  @Test
  public void text_picked_isNoModelAndSaysSo() throws IOException {
    pick("notes.txt", "The lamp needs oil.".getBytes(StandardCharsets.UTF_8));
    app.see(allOf(withId(R.id.refused_title), withText("notes.txt")));
    app.see(withText(R.string.refused_no_model));
  }

  @Test
  public void gguf_picked_isConvertedHereAndAnswers() throws IOException {
    pick("tiny.gguf", TinyGguf.whole());
    app.see(allOf(withId(R.id.model_name), withText("tiny")));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("tiny"))));
    app.scrollAndClick(withId(R.id.new_chat_with));
    app.send("Hi");
    app.watchAnswer();
    app.see(allOf(withId(R.id.model), withText(startsWith("tiny ")))); // and not the built-in one
  }

  @Test
  public void radio_ofAnotherModel_makesItThatOfNewChatsFromThenOn() throws IOException {
    pick("tiny.gguf", TinyGguf.whole());
    app.click(allOf(withId(R.id.model_default), inRow("tiny")));
    app.see(allOf(withId(R.id.tag_default), inRow("tiny")));
    app.seeNot(allOf(withId(R.id.tag_default), inRow(BuiltIn.name())));

    app.killAndReopen();
    app.newChat();
    app.send("Hi");
    app.watchAnswer();
    app.see(allOf(withId(R.id.model), withText(startsWith("tiny "))));
  }

  private static Matcher<View> inRow(String model) {
    return isDescendantOfA(allOf(withId(R.id.model_row), hasDescendant(withText(model))));
  }

  @Test
  public void checkpoint_itsFilesPickedTogether_becomesAModel() throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, checkpoint());
    openPicker();
    app.see(allOf(withId(R.id.model_name), withText("model")));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("model"))));
    app.see(allOf(withId(R.id.fact_value), withText("model.safetensors"))); // whence it came
  }

  /** As Hugging Face lays it out, with a file that is none of it. */
  private Uri[] checkpoint() throws IOException {
    List<Uri> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(TinyCheckpoint.write(folder.getRoot().toPath()))) {
      for (Path file : files.toArray(Path[]::new)) {
        all.add(OtherApps.file(file.getFileName().toString(), Files.readAllBytes(file)));
      }
    }
    return all.toArray(new Uri[0]);
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

  @Test
  public void gguf_onePartPickedAlone_isSaidToBeOneAndNamesTheOthers() throws IOException {
    pick("tiny-00002-of-00003.gguf", TinyGguf.split(3).get(1));
    app.see(
        withText(
            allOf(
                startsWith("Not imported: this file is part 2 of 3 of a model."),
                endsWith("tiny-00001-of-00003.gguf, tiny-00003-of-00003.gguf"))));
  }

  @Test
  public void gguf_onePartUnderAnotherName_isSaidToBeOne() throws IOException {
    pick("part.gguf", TinyGguf.split(3).get(0));
    app.see(withText(R.string.refused_part));
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
