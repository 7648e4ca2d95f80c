package dev.ember.app.main;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ArrivalTest {
  private static final Uri OFFERED = Uri.parse("content://files/1");

  @Test
  public void file_offeredByItsOwner_isTaken() {
    assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW, OFFERED)))
        .isEqualTo(new Arrival.File(OFFERED, ""));
    assertThat(Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_STREAM, OFFERED)))
        .isEqualTo(new Arrival.File(OFFERED, ""));
  }

  @Test
  public void file_calledAText_isForAQuestion() {
    Set<String> types = new HashSet<>(Arrival.SOURCE_TYPES);
    types.addAll(List.of("text/plain", "text/markdown", "text/csv", "text/x-java"));
    for (String type : types) {
      assertThat(Arrival.of(share(type, OFFERED)))
          .as(type)
          .isEqualTo(new Arrival.Texts(List.of(OFFERED), ""));
      assertIsForTexts(share(type, OFFERED));
    }
    assertThat(Arrival.of(share("application/octet-stream", OFFERED)))
        .isEqualTo(new Arrival.File(OFFERED, ""));
    assertThat(Arrival.of(share("application/json", OFFERED)))
        .isEqualTo(new Arrival.Json(OFFERED, ""));
    assertThat(Arrival.of(share("text/plain", Uri.parse("file:///etc/passwd"))))
        .isEqualTo(new Arrival.NotOffered(""));
  }

  @Test
  public void texts_sharedTogether_areForOneQuestion() {
    Uri other = Uri.parse("content://files/2");
    assertThat(Arrival.of(together(OFFERED, other).setType("text/*")))
        .isEqualTo(new Arrival.Texts(List.of(OFFERED, other), ""));
    assertIsForTexts(together(OFFERED, other).setType("text/*"));
  }

  @Test
  public void text_besideFiles_isTakenToo() {
    Uri other = Uri.parse("content://files/2");
    for (String type : List.of("text/plain", "application/octet-stream")) {
      Intent one = share(type, OFFERED).putExtra(Intent.EXTRA_TEXT, "Look");
      Intent two = together(OFFERED, other).setType(type).putExtra(Intent.EXTRA_TEXT, "Look");
      boolean text = type.startsWith("text");
      assertThat(Arrival.of(one))
          .isEqualTo(
              text
                  ? new Arrival.Texts(List.of(OFFERED), "Look")
                  : new Arrival.File(OFFERED, "Look"));
      assertThat(Arrival.of(two))
          .isEqualTo(
              text
                  ? new Arrival.Texts(List.of(OFFERED, other), "Look")
                  : new Arrival.Files(List.of(OFFERED, other), "Look"));
    }
    assertThat(Arrival.of(share("application/json", OFFERED).putExtra(Intent.EXTRA_TEXT, "Look")))
        .isEqualTo(new Arrival.Json(OFFERED, "Look"));
  }

  @Test
  public void text_besideAFileThatIsNotOffered_isTakenAlone() {
    Uri path = Uri.parse("file:///etc/passwd");
    Uri[] flood = new Uri[Arrival.MOST_FILES + 1];
    Arrays.fill(flood, OFFERED);
    for (Intent intent :
        List.of(share("text/plain", path), together(OFFERED, path), together(flood))) {
      assertThat(Arrival.of(intent.putExtra(Intent.EXTRA_TEXT, "Look")))
          .isEqualTo(new Arrival.NotOffered("Look"));
    }
  }

  @Test
  public void texts_inAList_areOneDraft() {
    Intent texts = new Intent(Intent.ACTION_SEND_MULTIPLE).setType("text/plain");
    ArrayList<CharSequence> list = new ArrayList<>(List.of("One", "", "Two"));
    texts.putCharSequenceArrayListExtra(Intent.EXTRA_TEXT, list);
    assertThat(Arrival.of(texts)).isEqualTo(new Arrival.NewChat("One\n\nTwo"));
    assertThat(Arrival.of(texts.putExtra(Intent.EXTRA_TEXT, "One")))
        .isEqualTo(new Arrival.NewChat("One"));
    assertThat(Arrival.of(texts.putExtra(Intent.EXTRA_TEXT, new ArrayList<>(List.of(7, "Two")))))
        .isEqualTo(new Arrival.NewChat("Two"));
    assertIsForTexts(texts);

    texts.putParcelableArrayListExtra(Intent.EXTRA_STREAM, new ArrayList<>(List.of(OFFERED)));
    assertThat(Arrival.of(texts)).isEqualTo(new Arrival.Texts(List.of(OFFERED), "Two"));
  }

  /** A bundle is a ZIP, and what has no type of its own gets that of its container. */
  @Test
  public void model_underAnyNameForItsType_isTaken() {
    for (String type :
        List.of(
            "application/octet-stream",
            "application/zip",
            "application/x-zip-compressed",
            "application/x-gguf")) {
      Intent opened = new Intent(Intent.ACTION_VIEW).setDataAndType(OFFERED, type);
      Intent together = together(OFFERED).setType(type);
      for (Intent intent : List.of(opened, share(type, OFFERED), together)) {
        assertThat(Arrival.of(intent)).as(type).isEqualTo(new Arrival.File(OFFERED, ""));
        assertIsTaken(intent, "application/octet-stream");
      }
    }
  }

  private static Intent share(String type, Uri file) {
    return new Intent(Intent.ACTION_SEND).setType(type).putExtra(Intent.EXTRA_STREAM, file);
  }

  /** Of the app's filters, the one that has "Ask Ember" for its name takes it, and no other. */
  private static void assertIsForTexts(Intent intent) {
    assertIsTaken(intent, "text/plain");
  }

  /** By the one filter that takes another type too. */
  private static void assertIsTaken(Intent intent, String other) {
    PackageManager phone = ApplicationProvider.getApplicationContext().getPackageManager();
    assertThat(phone.queryIntentActivities(intent, PackageManager.GET_RESOLVED_FILTER))
        .as(intent.getType())
        .singleElement()
        .satisfies(found -> assertThat(found.filter.hasDataType(other)).isTrue());
  }

  @Test
  public void files_sharedTogether_areTakenAsOneOrNotAtAll() {
    Uri other = Uri.parse("content://files/2");
    assertThat(Arrival.of(together(OFFERED, other)))
        .isEqualTo(new Arrival.Files(List.of(OFFERED, other), ""));
    assertThat(Arrival.of(together(OFFERED))).isEqualTo(new Arrival.File(OFFERED, ""));
    assertThat(Arrival.of(together(OFFERED, Uri.parse("file:///etc/passwd"))))
        .isEqualTo(new Arrival.NotOffered(""));
    assertThat(Arrival.of(together())).isEqualTo(new Arrival.NotOffered(""));
    Uri[] flood = new Uri[Arrival.MOST_FILES + 1];
    Arrays.fill(flood, OFFERED);
    assertThat(Arrival.of(together(flood))).isEqualTo(new Arrival.NotOffered(""));
    assertThat(Arrival.of(new Intent(Intent.ACTION_SEND_MULTIPLE)))
        .isEqualTo(new Arrival.NotOffered(""));
  }

  private static Intent together(Uri... files) {
    return new Intent(Intent.ACTION_SEND_MULTIPLE)
        .putParcelableArrayListExtra(Intent.EXTRA_STREAM, new ArrayList<>(Arrays.asList(files)));
  }

  @Test
  public void file_ofAnyOtherScheme_isNot() {
    for (String uri : new String[] {"file:///etc/passwd", "https://example.org/m", "ember:x"}) {
      assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW, Uri.parse(uri))))
          .isEqualTo(new Arrival.NotOffered(""));
    }
    assertThat(Arrival.of(new Intent(Intent.ACTION_VIEW))).isEqualTo(new Arrival.NotOffered(""));
  }

  @Test
  public void text_longerThanAnyWindow_isCut() {
    String text = "x".repeat(Arrival.MOST_CHARS + 1);
    Arrival.NewChat chat =
        (Arrival.NewChat)
            Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, text));
    assertThat(chat.text()).hasSize(Arrival.MOST_CHARS);
  }

  @Test
  public void text_ofAnotherType_isNoText() {
    assertThat(Arrival.of(new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, 7)))
        .isEqualTo(new Arrival.NewChat(""));
  }

  @Test
  public void anything_ofTheRecents_isNotDoneOnceMore() {
    Intent share = new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_STREAM, OFFERED);
    share.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
    assertThat(Arrival.of(share)).isEqualTo(new Arrival.File(OFFERED, ""));
    share.addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY);
    assertThat(Arrival.of(share)).isEqualTo(new Arrival.Home());
  }

  @Test
  public void unknownAction_isNothingBesideTheApp() {
    assertThat(Arrival.of(new Intent("com.example.DELETE_ALL"))).isEqualTo(new Arrival.Home());
    assertThat(Arrival.of(null)).isEqualTo(new Arrival.Home());
  }
}
