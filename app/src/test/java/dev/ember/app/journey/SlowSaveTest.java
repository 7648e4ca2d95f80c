package dev.ember.app.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.EmberApp;
import dev.ember.app.R;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.scope.AppScope;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.SlowApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowToast;

/** A chat that is saved goes to another app, which takes its time; chats go on meanwhile. */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class SlowSaveTest {
  private static final Uri FILE = Uri.parse("content://slow/chat.md");
  private static final String DRAFT = "And what do you need?";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();
  @Rule public final SlowApp otherApp = new SlowApp();

  @Test
  public void chat_savedWhereTheOtherAppIsSlow_holdsUpNoOther() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    EmberApp ember = ApplicationProvider.getApplicationContext();
    save(written);

    assertThat(drafted(ember.scope())).as("written while the other app stands").isEqualTo(DRAFT);
    otherApp.goOn();
    assertThat(said()).isEqualTo(ember.getString(R.string.saved));
    assertThat(new String(written.toByteArray(), UTF_8)).startsWith("# Ember\n");
  }

  @Test
  public void chat_phoneTurnedWhileItIsSaved_isSaidToBeSaved() {
    save(new ByteArrayOutputStream());
    turn();
    otherApp.goOn();
    assertThat(said())
        .isEqualTo(ApplicationProvider.getApplicationContext().getString(R.string.saved));
  }

  @Test
  public void chat_phoneTurnedWhileTheOtherAppFails_isSaidNotToBeWritten() {
    save(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("a scripted fault of another app");
          }
        });
    turn();
    otherApp.goOn();
    assertThat(said())
        .isEqualTo(ApplicationProvider.getApplicationContext().getString(R.string.not_written));
  }

  /** Asks the other app for its file, and returns while it stands. */
  private void save(OutputStream file) {
    shadowOf(ApplicationProvider.getApplicationContext().getContentResolver())
        .registerOutputStream(FILE, otherApp.output(file));
    others.give(Intent.ACTION_CREATE_DOCUMENT, FILE);
    app.newChat();
    app.chooseMore(R.id.more, R.string.save_markdown);
    app.tryMeanwhile("the other app is asked", activity -> otherApp.stands());
  }

  private void turn() {
    app.tryMeanwhile(
        "the phone is turned",
        activity -> {
          activity.recreate();
          return true;
        });
  }

  private String said() {
    app.awaitThat("a word of how it ended", () -> ShadowToast.shownToastCount() > 0);
    return ShadowToast.getTextOfLatestToast();
  }

  /** Fails if the disk thread waits for the other app. */
  private static String drafted(AppScope scope) {
    return Awaited.on(
        scope.executors().disk(),
        () -> {
          ChatRepository chats = scope.repository();
          long chat = chats.createChat();
          chats.saveDraft(chat, DRAFT);
          return chats.draft(chat);
        });
  }
}
