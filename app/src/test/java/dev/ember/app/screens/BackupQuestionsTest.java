package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.DialogInterface;
import android.net.Uri;
import android.os.Bundle;
import androidx.appcompat.app.AlertDialog;
import androidx.fragment.app.FragmentManager;
import androidx.lifecycle.Lifecycle;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.PassphraseDialog;
import dev.ember.app.testing.OneFileProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowContentResolver;
import org.robolectric.shadows.ShadowDialog;

/** What is asked around a backup: heard where the screen was away, and undone where it is left. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class BackupQuestionsTest {
  private static final Uri FILE = Uri.parse("content://documents/document/7");

  @Rule public final ScreenRule screen = new ScreenRule();

  private final CountDownLatch read = new CountDownLatch(1);
  private Documents documents;

  @Before
  public void launch() {
    screen.launch();
    documents = Robolectric.buildContentProvider(Documents.class).create("documents").get();
  }

  @Test
  public void restore_sealed_windowTurnedMeanwhile_asksForThePassphrase() {
    readSealed();
    screen.scenario().recreate();
    read.countDown();
    screen.settle();
    assertThat(asksForThePassphrase()).isTrue();
  }

  @Test
  public void restore_sealed_windowOutOfSightMeanwhile_asksWhenItComesBack() {
    readSealed();
    screen.scenario().moveToState(Lifecycle.State.CREATED);
    read.countDown();
    screen.settle();
    screen.scenario().moveToState(Lifecycle.State.RESUMED);
    screen.settle();
    assertThat(asksForThePassphrase()).isTrue();
  }

  /** A sealed backup is made, and read until the latch opens. */
  private void readSealed() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    otherApps().registerOutputStream(FILE, written);
    answer(true, "oil and wick");
    screen.settle();
    byte[] sealed = written.toByteArray();
    otherApps()
        .registerInputStreamSupplier(
            FILE,
            () -> {
              await(read);
              return new ByteArrayInputStream(sealed);
            });
    answer(false, "");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  private void answer(boolean sealing, String passphrase) {
    screen.with(activity -> PassphraseAnswer.give(activity, FILE, sealing, passphrase));
  }

  private static FragmentManager screens(Activity activity) {
    return ((MainActivity) activity).getSupportFragmentManager();
  }

  private boolean asksForThePassphrase() {
    return screen.read(
        activity -> screens(activity).findFragmentByTag(PassphraseDialog.REQUEST) != null);
  }

  @Test
  public void backup_cancelledByItsButton_leavesNoEmptyFile() {
    askForThePassphraseOf("");
    AlertDialog dialog = (AlertDialog) Objects.requireNonNull(ShadowDialog.getLatestDialog());
    dialog.getButton(DialogInterface.BUTTON_NEGATIVE).performClick();
    screen.settle();
    assertThat(documents.deleted).containsExactly(FILE);
  }

  @Test
  public void backup_cancelledByBack_leavesNoEmptyFile() {
    askForThePassphraseOf("");
    Objects.requireNonNull(ShadowDialog.getLatestDialog()).cancel();
    screen.settle();
    assertThat(documents.deleted).containsExactly(FILE);
  }

  @Test
  public void backup_cancelledOverAnOlderOne_leavesIt() {
    askForThePassphraseOf("EMBER");
    Objects.requireNonNull(ShadowDialog.getLatestDialog()).cancel();
    screen.settle();
    assertThat(documents.deleted).isEmpty();
  }

  @Test
  public void backup_windowTurnedWhileThePassphraseIsAskedFor_keepsTheFile() {
    askForThePassphraseOf("");
    screen.scenario().recreate();
    screen.settle();
    assertThat(asksForThePassphrase()).isTrue();
    assertThat(documents.deleted).isEmpty();
  }

  private void askForThePassphraseOf(String contents) {
    otherApps().registerInputStream(FILE, new ByteArrayInputStream(contents.getBytes(UTF_8)));
    screen.with(activity -> ((MainActivity) activity).exportTo(FILE));
    screen.settle();
  }

  private ShadowContentResolver otherApps() {
    return shadowOf(screen.read(Activity::getContentResolver));
  }

  /** An app for files, which keeps in mind which it was to delete. */
  public static final class Documents extends OneFileProvider {
    private final List<Uri> deleted = new CopyOnWriteArrayList<>();

    @Override
    protected String shownName() {
      return "ember.emberbackup";
    }

    @Override
    public @Nullable Bundle call(String method, @Nullable String of, @Nullable Bundle extras) {
      assertThat(method).isEqualTo("android:deleteDocument");
      deleted.add(Objects.requireNonNull(extras, "extras").getParcelable("uri", Uri.class));
      return null;
    }
  }
}
