package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Intent;
import android.net.Uri;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What other apps share lies over what is open already, however much that is. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class PiledChatsTest {
  private static final String TEXT = Intent.EXTRA_TEXT;
  private static final int LONGEST_SHARED = 200_000;
  private static final int SHARES = 4;

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Test
  public void state_afterSeveralLongSharesWithFiles_isNoMoreThanTheSystemTakes() {
    for (int i = 0; i < SHARES; i++) {
      window.newIntent(share("text/plain", "b".repeat(40_000 + i)).putExtra(TEXT, longest(i)));
      screen.settle();
    }
    assertThat(window.text(R.id.field)).isEqualTo(longest(SHARES - 1));

    window.dieAndComeBack();
    for (int i = SHARES - 1; i >= 0; i--) {
      assertThat(window.text(R.id.field)).isEqualTo(longest(i));
      assertThat(window.fileText()).contains("40,00" + i);
      window.click(R.id.back);
    }
  }

  @Test
  public void chats_sharedWithoutEnd_arePiledUpToABound() {
    for (int i = 0; i < 15; i++) {
      shareText("No. " + i);
    }
    assertThat(window.text(R.id.field)).isEqualTo("No. 14");
    assertThat(chats()).isEqualTo(12);
  }

  @Test
  public void temporaryChat_inUseOnTopOfAFullPile_liesBelowWhatIsShared() {
    for (int i = 0; i < 11; i++) {
      shareText("No. " + i);
    }
    ChatFragment chat = window.openTemporary();
    window.find(R.id.field).requestFocus();
    window.type("Dear");
    assertThat(chats()).isEqualTo(12);

    shareText("One more");
    shareText("The last");
    assertThat(chats()).isEqualTo(13);
    window.click(R.id.back);
    assertThat(window.chat()).isSameAs(chat);
    assertThat(window.text(R.id.field)).isEqualTo("Dear");
  }

  private int chats() {
    return window.get().getSupportFragmentManager().getBackStackEntryCount();
  }

  private void shareText(String text) {
    window.newIntent(new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, text));
    screen.settle();
  }

  @Test
  public void longDraft_underAnotherPageThroughARotation_isAsItWasTyped() {
    window.newIntent(
        new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, longest(0)));
    screen.settle();
    TextView field = (TextView) window.find(R.id.field);
    field.requestFocus();
    field.append(" And an end.");
    screen.settle();
    window.recreate();
    screen.settle();
    assertThat(window.text(R.id.field)).isEqualTo(longest(0) + " And an end.");

    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();
    window.recreate();
    screen.settle();
    window.click(R.id.page_back);
    assertThat(window.text(R.id.field)).isEqualTo(longest(0) + " And an end.");
  }

  @Test
  public void file_sharedWithATextThatIsRefused_isLookedAtAllTheSame() {
    refuseChats();
    window.newIntent(share("application/octet-stream", "\0").putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(window.text(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.not_saved_title));
    assertThat(window.find(R.id.models_title).isShown()).isTrue();
  }

  @Test
  public void text_besideAFileThatNobodyTakes_isInTheList() {
    window.newIntent(
        new Intent(Intent.ACTION_SEND)
            .setType("application/json")
            .putExtra(Intent.EXTRA_STREAM, Uri.parse("file:///etc/passwd"))
            .putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(window.text(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.shared_not_file));
    window.click(R.id.chat_row);
    assertThat(window.text(R.id.field)).isEqualTo("Look");
  }

  @Test
  public void text_sharedAndRefused_isSaid() {
    refuseChats();
    window.newIntent(new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(TEXT, "Look"));
    screen.settle();
    assertThat(window.text(R.id.snackbar_text))
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
    return new Intent(Intent.ACTION_SEND)
        .setType(type)
        .putExtra(Intent.EXTRA_STREAM, window.offer(contents));
  }
}
