package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.net.Uri;
import android.view.View;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What other apps can ask for, and what they cannot. */
@RunWith(AndroidJUnit4.class)
public final class ArrivalJourneyTest {
  private static final String TEXT = "The lamp said nothing.";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver(new TestPhone().unproved());

  @Test
  public void text_shared_isTheDraftOfANewChatAndIsNotSent() {
    app.openWith(
        intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, TEXT));
    app.see(allOf(withId(R.id.field), withText(TEXT)));
    app.rotate();
    app.see(allOf(withId(R.id.field), withText(TEXT)));
    app.back();
    app.see(withId(R.id.chat_row)); // one chat, and not another for the rotation
  }

  @Test
  public void text_selectedElsewhere_isTheDraftOfANewChat() {
    app.openWith(
        intent(Intent.ACTION_PROCESS_TEXT)
            .setType("text/plain")
            .putExtra(Intent.EXTRA_PROCESS_TEXT, TEXT));
    app.see(allOf(withId(R.id.field), withText(TEXT)));
  }

  @Test
  public void textFile_shared_isBesideTheQuestionOfANewChat() throws IOException {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.openWith(shared("text/markdown", "notes.md", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("notes.md · the whole file, 22 characters")));
    app.see(allOf(withId(R.id.field), withText("")));
    app.rotate();
    app.see(attached(startsWith("notes.md")));
    app.click(allOf(withId(R.id.bar_button), isDescendantOfA(withId(R.id.attach_bar))));
    app.rotate();
    app.seeNot(withId(R.id.attach_bar)); // once taken away it does not come again
    app.back();
  }

  @Test
  public void text_sharedWhileAFileLiesBesideAQuestion_takesNotItsPlace() throws IOException {
    app.openWith(shared("text/markdown", "notes.md", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("notes.md")));
    handOver(intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, TEXT));
    app.see(allOf(withId(R.id.field), withText(TEXT)));
    app.seeNot(withId(R.id.attach_bar));
    handOver(shared("text/markdown", "more.md", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("more.md")));

    app.dieInBackgroundAndComeBack();
    app.see(attached(startsWith("more.md")));
    app.click(withId(R.id.back));
    app.see(allOf(withId(R.id.field), withText(TEXT)));
    app.click(withId(R.id.back));
    app.see(attached(startsWith("notes.md")));
    app.back();
  }

  @Test
  public void newChat_overFilesBesideQuestions_isAnotherOneAboveThem() throws IOException {
    app.openWith(shared("text/markdown", "notes.md", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("notes.md")));
    handOver(intent("dev.ember.app.NEW_CHAT"));
    app.seeNot(withId(R.id.attach_bar));
    app.click(withId(R.id.back));
    app.see(attached(startsWith("notes.md")));

    handOver(
        shared("text/markdown", "more.md", TEXT.getBytes(UTF_8)).putExtra(Intent.EXTRA_TEXT, TEXT));
    app.see(attached(startsWith("more.md")));
    handOver(intent("dev.ember.app.NEW_CHAT"));
    app.seeNot(withId(R.id.attach_bar));
    app.see(allOf(withId(R.id.field), withText("")));
    app.click(withId(R.id.back));
    app.see(attached(startsWith("more.md")));
    app.click(withId(R.id.back));
    app.see(attached(startsWith("notes.md")));
    app.back();
  }

  @Test
  public void textFile_withAText_isBesideIt() throws IOException {
    app.openWith(
        shared("text/markdown", "notes.md", TEXT.getBytes(UTF_8))
            .putExtra(Intent.EXTRA_TEXT, "What is this?"));
    app.see(attached(startsWith("notes.md")));
    app.see(allOf(withId(R.id.field), withText("What is this?")));

    handOver(
        shared("application/octet-stream", "Lamp.kt", TEXT.getBytes(UTF_8))
            .putExtra(Intent.EXTRA_TEXT, "And this?"));
    app.see(attached(startsWith("Lamp.kt")));
    app.see(allOf(withId(R.id.field), withText("And this?")));
  }

  @Test
  public void file_thatIsNoText_leavesTheTextThatCameWithItInTheList() throws IOException {
    app.openWith(
        shared("application/octet-stream", "cat.bin", new byte[] {0, 1})
            .putExtra(Intent.EXTRA_TEXT, TEXT));
    app.see(allOf(withId(R.id.refused_title), withText("cat.bin")));
    app.click(withId(R.id.nav_chats));
    app.openChat();
    app.see(allOf(withId(R.id.field), withText(TEXT)));
  }

  /** Another app shares with the window that is open. */
  private void handOver(Intent intent) {
    app.onActivity(
        activity -> {
          Intent first = activity.getIntent();
          InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(activity, intent);
          activity.setIntent(first); // by which the test finds its window again
        });
  }

  @Test
  public void textFile_whoseTypeNobodyKnows_isReadAndGoesAlongWithTheQuestion() throws IOException {
    app.openWith(shared("application/octet-stream", "Lamp.kt", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("Lamp.kt")));
    app.send("What did it say?");
    app.watchAnswer();
    app.onActivity(
        activity -> activity.<RecyclerView>findViewById(R.id.messages).scrollToPosition(0));
    app.see(allOf(withId(R.id.question), withText(containsString(TEXT))));
  }

  @Test
  public void textFile_processDies_isStillBesideTheQuestion() throws IOException {
    app.openWith(shared("text/csv", "list.csv", TEXT.getBytes(UTF_8)));
    app.see(attached(startsWith("list.csv")));
    app.dieInBackgroundAndComeBack();
    app.see(attached(startsWith("list.csv")));
  }

  @Test
  public void textFiles_sharedTogether_theFirstIsTakenAndTheOthersAreCounted() throws IOException {
    ArrayList<Uri> files = new ArrayList<>();
    files.add(OtherApps.file("notes.md", TEXT.getBytes(UTF_8)));
    files.add(OtherApps.file("more.md", TEXT.getBytes(UTF_8)));
    app.openWith(
        intent(Intent.ACTION_SEND_MULTIPLE)
            .setType("text/markdown")
            .putParcelableArrayListExtra(Intent.EXTRA_STREAM, files));
    app.seeMeanwhile(withText("A question takes one file: 1 more was left out."));
    app.see(attached(startsWith("notes.md")));
  }

  @Test
  public void file_calledATextThatIsNone_isRefusedWithASentence() throws IOException {
    app.openWith(shared("text/plain", "cat.txt", new byte[] {0, 1}));
    app.seeMeanwhile(withText(startsWith("cat.txt is no text")));
    app.seeNot(withId(R.id.attach_bar));
  }

  @Test
  public void file_thatIsNeitherTextNorModel_isRefusedAmongTheModels() throws IOException {
    app.openWith(shared("application/octet-stream", "cat.bin", new byte[] {0, 1}));
    app.see(allOf(withId(R.id.refused_title), withText("cat.bin")));
    app.see(withText(R.string.refused_no_model));
  }

  @Test
  public void zip_thatIsNoBundle_isRefusedByItsName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("cat.txt"));
      zip.write(TEXT.getBytes(UTF_8));
    }
    app.openWith(shared("application/zip", "cats.zip", bytes.toByteArray()));
    app.see(allOf(withId(R.id.refused_title), withText("cats.zip")));
    app.see(withText(R.string.refused_no_model));
  }

  private static Intent shared(String type, String name, byte[] contents) throws IOException {
    return intent(Intent.ACTION_SEND)
        .setType(type)
        .putExtra(Intent.EXTRA_STREAM, OtherApps.file(name, contents));
  }

  private static Matcher<View> attached(Matcher<String> words) {
    return allOf(withId(R.id.bar_text), isDescendantOfA(withId(R.id.attach_bar)), withText(words));
  }

  @Test
  public void shortcut_newChat_opensAnEmptyOne() {
    app.openWith(intent("dev.ember.app.NEW_CHAT"));
    app.see(allOf(withId(R.id.field), withText("")));
  }

  @Test
  public void shortcut_models_opensThem() {
    app.openWith(intent("dev.ember.app.MODELS"));
    app.see(withId(R.id.models_title));
  }

  @Test
  public void file_namedByAPath_isNotTaken() {
    app.openWith(
        intent(Intent.ACTION_VIEW)
            .setDataAndType(
                Uri.parse("file:///data/data/dev.ember.app/databases/ember.db"),
                "application/octet-stream"));
    app.see(withText(R.string.shared_not_file));
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void bundle_openedWithEmber_becomesAModel() throws IOException {
    String builtIn = BuiltIn.name();
    Uri file = OtherApps.file("lamp.ember", BuiltIn.bytes());
    app.openWith(intent(Intent.ACTION_VIEW).setDataAndType(file, "application/octet-stream"));
    app.see(withId(R.id.models_title));
    app.seeTimes(2, builtIn); // the one of the app, and the one of the file
    app.rotate();
    app.seeTimes(2, builtIn); // it was not taken in again, nor did it go
  }

  @Test
  public void bundle_shared_becomesAModelThatAChatIsSwitchedTo() throws IOException {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.openWith(
        intent(Intent.ACTION_SEND)
            .setType("application/octet-stream")
            .putExtra(Intent.EXTRA_STREAM, OtherApps.file("tiny.gguf", TinyGguf.whole())));
    app.see(allOf(withId(R.id.model_name), withText("tiny")));

    app.click(withId(R.id.nav_chats));
    app.openChat();
    app.see(allOf(withId(R.id.model), withText(startsWith(BuiltIn.name()))));
    app.click(withId(R.id.title_block));
    app.clickInDialog(withText("tiny"));
    app.see(withId(R.id.answer)); // what another model wrote is still there
    app.send("And now?"); // which loads it
    app.see(allOf(withId(R.id.question), withText("And now?")));
    app.see(allOf(withId(R.id.model), withText(startsWith("tiny "))));
    app.killAndReopen();
    app.openChat();
    app.send("And then?");
    app.see(allOf(withId(R.id.question), withText("And then?")));
    app.see(allOf(withId(R.id.model), withText(startsWith("tiny "))));
    app.back();
    app.click(withId(R.id.new_chat));
    app.see(allOf(withId(R.id.model), withText(startsWith(BuiltIn.name())))); // that chat alone
  }

  private static Intent intent(String action) {
    return new Intent(ApplicationProvider.getApplicationContext(), MainActivity.class)
        .setAction(action);
  }
}
