package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.View;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;

/** What other apps share lies over what is open already, however much that is. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class PiledChatsTest {
  private static final String TEXT = Intent.EXTRA_TEXT;
  private static final int LONGEST_SHARED = 200_000;
  private static final int SHARES = 4;

  @Rule public final ScreenRule screen = new ScreenRule();

  private ActivityController<MainActivity> window;

  @Before
  public void start() {
    window = Robolectric.buildActivity(MainActivity.class).setup();
    screen.settle();
  }

  @After
  public void close() {
    window.close();
  }

  @Test
  public void state_afterSeveralLongSharesWithFiles_isNoMoreThanTheSystemTakes() {
    for (int i = 0; i < SHARES; i++) {
      window.newIntent(share("text/plain", "b".repeat(40_000 + i)).putExtra(TEXT, longest(i)));
      screen.settle();
    }
    assertThat(text(R.id.field)).isEqualTo(longest(SHARES - 1));

    Bundle state = SavedState.requireTaken(window);

    window.destroy();
    window = Robolectric.buildActivity(MainActivity.class).setup(state);
    screen.settle();
    for (int i = SHARES - 1; i >= 0; i--) {
      assertThat(text(R.id.field)).isEqualTo(longest(i));
      TextView bar = find(R.id.attach_bar).findViewById(R.id.bar_text);
      assertThat(bar.getText().toString()).contains("40,00" + i);
      find(R.id.back).performClick();
      screen.settle();
    }
  }

  @Test
  public void chats_sharedWithoutEnd_arePiledUpToABound() {
    for (int i = 0; i < 15; i++) {
      window.newIntent(
          new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, "No. " + i));
      screen.settle();
    }
    assertThat(text(R.id.field)).isEqualTo("No. 14");
    assertThat(window.get().getSupportFragmentManager().getBackStackEntryCount()).isEqualTo(12);
  }

  @Test
  public void longDraft_underAnotherPageThroughARotation_isAsItWasTyped() {
    window.newIntent(
        new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, longest(0)));
    screen.settle();
    TextView field = (TextView) find(R.id.field);
    field.requestFocus();
    field.append(" And an end.");
    screen.settle();
    window.recreate();
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo(longest(0) + " And an end.");

    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();
    window.recreate();
    screen.settle();
    find(R.id.page_back).performClick();
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo(longest(0) + " And an end.");
  }

  @Test
  public void file_sharedWithATextThatIsRefused_isLookedAtAllTheSame() {
    refuseChats();
    window.newIntent(share("application/octet-stream", "\0").putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(text(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.not_saved_title));
    assertThat(find(R.id.models_title).isShown()).isTrue();
  }

  @Test
  public void text_besideAFileThatNobodyTakes_isInTheList() {
    window.newIntent(
        new Intent(Intent.ACTION_SEND)
            .setType("application/json")
            .putExtra(Intent.EXTRA_STREAM, Uri.parse("file:///etc/passwd"))
            .putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(text(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.shared_not_file));
    find(R.id.chat_row).performClick();
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo("Look");
  }

  @Test
  public void text_sharedAndRefused_isSaid() {
    refuseChats();
    window.newIntent(new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(text(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.not_saved_title));
  }

  /** As on a full disk. */
  private void refuseChats() {
    screen
        .app()
        .execute(
            "CREATE TRIGGER full BEFORE INSERT ON chats BEGIN SELECT RAISE(ABORT, 'full'); END");
  }

  private static String longest(int number) {
    return number + " word".repeat(LONGEST_SHARED / 5 - 1);
  }

  private Intent share(String type, String contents) {
    Uri file = Uri.parse("content://notes/" + contents.length());
    shadowOf(screen.app().getContentResolver())
        .registerInputStreamSupplier(
            file, () -> new ByteArrayInputStream(contents.getBytes(UTF_8)));
    return new Intent(Intent.ACTION_SEND).setType(type).putExtra(Intent.EXTRA_STREAM, file);
  }

  private View find(int id) {
    return Objects.requireNonNull(window.get().findViewById(id), "view");
  }

  private String text(int id) {
    return ((TextView) find(id)).getText().toString();
  }
}
