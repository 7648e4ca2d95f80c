package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Intent;
import android.os.Handler;
import android.os.Looper;
import android.view.View;
import androidx.annotation.NonNull;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A file that another app shares is beside the question of its chat, once, and goes along once. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class SharedFilesTest {
  private static final String TEXT = "The lamp needs oil.";

  /** Far longer than a window takes to be made. */
  private static final int LONG_MS = 3_000;

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void start() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer("Oil."));
    screen.app().model(() -> ScriptedModel.engine(words));
  }

  @Test
  public void sharedFile_windowMadeAnewBeforeItsChat_isBesideTheQuestion() {
    CountDownLatch busy = new CountDownLatch(1);
    screen.app().scope().executors().disk().execute(() -> await(busy));

    window.newIntent(share());
    window.recreate();
    busy.countDown();
    screen.settle();

    assertThat(window.hasFile()).isTrue();
  }

  @Test
  public void sharedFile_windowReclaimedWhileItIsRead_goesAlongOnce() {
    CountDownLatch slow = shareAndRead();
    window.dieAndComeBack(
        () -> {},
        () -> { // once the next one has asked what the chat has
          new Handler(Looper.getMainLooper()).postDelayed(slow::countDown, LONG_MS);
        });
    assertGoesAlongOnce();
  }

  @Test
  public void sharedFile_readWhileTheWindowIsBehindOthersAndReclaimedThen_goesAlongOnce() {
    CountDownLatch slow = shareAndRead();
    window.dieAndComeBack(
        () -> {
          slow.countDown();
          screen.settle();
        },
        () -> {});
    assertGoesAlongOnce();
  }

  @Test
  public void sharedFile_windowClosedForGoodWhileItIsRead_isKeptWithItsChat() {
    CountDownLatch slow = shareAndRead();
    long chat = window.chat().chatId();
    window.openAnew(slow::countDown);
    window.get().openChat(chat);
    screen.settle();
    assertThat(window.fileText()).contains("19");
  }

  @Test
  public void sharedFile_chatHasAnotherByThen_takesItsPlace() {
    ChatFragment chat = window.openKept("");
    window.attach("An older one.");
    screen.settle();
    window
        .get()
        .getSupportFragmentManager()
        .beginTransaction()
        .replace(R.id.screen, ChatFragment.about(chat.chatId(), List.of(window.offer(TEXT))))
        .commit();
    screen.settle();
    assertThat(window.fileText()).contains("19");
  }

  /** A file is shared, and is read until the latch opens. */
  private CountDownLatch shareAndRead() {
    CountDownLatch slow = new CountDownLatch(1);
    screen.app().scope().executors().offers().execute(() -> await(slow));
    window.newIntent(share());
    screen.settleAround(
        () -> {
          View bar = window.find(R.id.attach_bar);
          return bar != null && bar.isShown();
        });
    return slow;
  }

  private void assertGoesAlongOnce() {
    assertThat(window.fileText()).contains("19");
    ChatFragment chat = window.chat();
    window.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat).get(0)).contains("What does it need?", TEXT);
    assertThat(window.hasFile()).isFalse();
    window.recreate();
    screen.settle();
    assertThat(window.hasFile()).isFalse();
  }

  @Test
  public void question_sentBeforeTheSharedFileIsLookedAt_waits() {
    window
        .get()
        .getSupportFragmentManager()
        .registerFragmentLifecycleCallbacks(
            new FragmentManager.FragmentLifecycleCallbacks() {
              @Override
              public void onFragmentStarted(
                  @NonNull FragmentManager screens, @NonNull Fragment page) {
                if (page instanceof ChatFragment) {
                  window.find(R.id.field).requestFocus();
                  window.send("What does it need?");
                }
              }
            },
            false);
    window.newIntent(share());
    screen.settle();
    ChatFragment chat = window.chat();
    assertThat(window.bodies(chat)).isEmpty();
    assertThat(window.text(R.id.field)).isEqualTo("What does it need?");

    window.click(R.id.send);
    assertThat(window.bodies(chat).get(0)).contains("What does it need?", TEXT);
  }

  private Intent share() {
    return new Intent(Intent.ACTION_SEND)
        .setType("text/plain")
        .putExtra(Intent.EXTRA_STREAM, window.offer(TEXT));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }
}
