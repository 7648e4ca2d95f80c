package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.ClipData;
import android.content.Intent;
import android.net.Uri;
import android.view.View;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.PopupWindow;
import dev.ember.app.R;
import dev.ember.app.journey.OtherApps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Text that is too long for Android to hand over goes as a file, the rest as words. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class SharedTextTest {
  private static final String WORD = "lamp ";
  private static final String LONG = WORD.repeat(12_000).trim();

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void forgetFolders() throws ReflectiveOperationException {
    OtherApps.forgetFolders();
  }

  @Test
  public void chat_short_goesAsWords() {
    openChat("A lamp.");
    choose(R.id.more, R.string.share_chat);
    assertThat(words(sent())).contains("A lamp.");
  }

  /** The other way round: what is given to a chat. */
  @Test
  public void base64_givenToTheField_hasLineEnds() {
    openChat("A lamp.");
    ((EditText) window.find(R.id.field)).setText("x".repeat(20_000));
    assertThat(window.text(R.id.field)).hasSize(20_009).contains("\n");
  }

  @Test
  public void chat_long_goesAsAFile() throws IOException {
    openChat(LONG);
    choose(R.id.more, R.string.share_chat);
    Intent sent = sent();
    assertThat(words(sent)).isNull();
    assertThat(file(sent)).contains("Who are you?").contains(LONG);
  }

  @Test
  public void message_long_goesAsAFile() throws IOException {
    openChat(LONG);
    choose(R.id.message_more, R.string.share);
    Intent sent = sent();
    assertThat(words(sent)).isNull();
    assertThat(file(sent)).isEqualTo(LONG);
  }

  private void openChat(String answer) {
    window.get().openChat(screen.stored(chats -> Samples.finished(chats, "Who are you?", answer)));
    screen.settle();
  }

  private void choose(int button, int words) {
    window.click(button);
    PopupWindow menu = shadowOf(screen.app()).getLatestPopupWindow();
    ListView items = (ListView) menu.getContentView();
    String wanted = screen.app().getString(words);
    for (int i = 0; i < items.getAdapter().getCount(); i++) {
      if (wanted.equals(String.valueOf(items.getAdapter().getItem(i)))) {
        View row = items.getAdapter().getView(i, null, items);
        items.performItemClick(row, i, i);
        screen.settle();
        return;
      }
    }
    throw new AssertionError("expected " + wanted + " in the menu");
  }

  /** What the list of apps was asked to send. */
  private Intent sent() {
    Intent chooser = shadowOf(window.get()).getNextStartedActivity();
    return Objects.requireNonNull(
        chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent.class), "what to send");
  }

  private static @Nullable String words(Intent sent) {
    return sent.getStringExtra(Intent.EXTRA_TEXT);
  }

  private String file(Intent sent) throws IOException {
    Uri file =
        Objects.requireNonNull(sent.getParcelableExtra(Intent.EXTRA_STREAM, Uri.class), "a file");
    ClipData clip = sent.getClipData();
    assertThat(clip == null ? null : clip.getItemAt(0).getText()).isNull();
    try (InputStream in = screen.app().getContentResolver().openInputStream(file)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Objects.requireNonNull(in, "its bytes").transferTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
