package dev.ember.app.main;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.provider.DocumentsContract;
import android.view.View;
import androidx.annotation.StringRes;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.backup.Backup;
import dev.ember.app.backup.BackupException;
import dev.ember.app.backup.Snapshot;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.EmberDatabase;
import dev.ember.app.jobs.OtherApp;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Haptics;
import dev.ember.app.settings.PassphraseDialog;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.AskDialog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** From the wish for a backup to the word that it is written, and back. */
final class BackupFlow {
  private static final String RESTORE = "restore";
  private static final char[] NO_PASSPHRASE = new char[0];

  private final MainActivity activity;
  private final AppScope scope;
  private final ReadOutcome outcome;

  BackupFlow(MainActivity activity, AppScope scope) {
    this.activity = activity;
    this.scope = scope;
    this.outcome = new ViewModelProvider(activity).get(ReadOutcome.class);
    outcome.hear(activity, this);
    activity
        .getSupportFragmentManager()
        .setFragmentResultListener(
            PassphraseDialog.REQUEST, activity, (key, result) -> answered(result));
    activity
        .getSupportFragmentManager()
        .setFragmentResultListener(
            RESTORE,
            activity,
            (key, result) ->
                read(Uri.parse(result.getString(AskDialog.ANSWER, "")), NO_PASSPHRASE));
  }

  void export(Uri file) {
    ask(PassphraseDialog.toSeal(file.toString()));
  }

  private void ask(PassphraseDialog dialog) {
    dialog.show(activity.getSupportFragmentManager(), PassphraseDialog.REQUEST);
  }

  private void answered(Bundle result) {
    Uri file = Uri.parse(result.getString(PassphraseDialog.SUBJECT, ""));
    String passphrase = result.getString(PassphraseDialog.PASSPHRASE);
    boolean sealing = result.getBoolean(PassphraseDialog.SEALING);
    if (passphrase != null && sealing) {
      write(file, passphrase.toCharArray());
    } else if (passphrase != null) {
      read(file, passphrase.toCharArray());
    } else if (sealing) {
      scope.executors().backups().execute(() -> takeAwayIfEmpty(file));
    }
  }

  /** What was made for a backup that is not wanted; an older backup in its place stays. */
  private void takeAwayIfEmpty(Uri file) {
    try {
      boolean empty;
      try (InputStream in = readable(file)) {
        empty = in.read() < 0;
      }
      if (empty) {
        OtherApp.give(() -> DocumentsContract.deleteDocument(activity.getContentResolver(), file));
      }
    } catch (IOException refused) {
      // the other app keeps an empty file, which harms nobody
    }
  }

  /** The database rests only while it is copied: another app takes its time over its file. */
  private void write(Uri file, char[] passphrase) {
    Map<String, String> values = new TreeMap<>(Settings.of(activity).exported());
    ChatRepository chats = scope.repository();
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              if (!chats.attempt(() -> chats.atRest(() -> copy(file, values, passphrase)))) {
                sayRefused(R.string.backup_failed); // where the database does not open
              }
            });
  }

  private void copy(Uri file, Map<String, String> values, char[] passphrase) {
    values.putAll(scope.shelf().library().exported());
    try {
      Snapshot snapshot = Snapshot.of(database(), activity.getCacheDir().toPath());
      scope.executors().backups().execute(() -> seal(snapshot, file, values, passphrase));
    } catch (IOException full) {
      sayRefused(R.string.backup_failed);
    }
  }

  private void seal(Snapshot snapshot, Uri file, Map<String, String> values, char[] passphrase) {
    try (Snapshot database = snapshot;
        OutputStream out = opened(file)) {
      Backup.write(database, out, values, passphrase);
      Settings.of(activity).setLastBackupMs(System.currentTimeMillis());
      say(R.string.backup_written);
    } catch (IOException refused) {
      sayRefused(R.string.backup_failed);
    }
  }

  private OutputStream opened(Uri file) throws IOException {
    return OtherApp.give(() -> activity.getContentResolver().openOutputStream(file, "wt"));
  }

  /** Asks before anything is replaced. */
  void restore(Uri file) {
    AskDialog.whether(
            RESTORE,
            file.toString(),
            activity.getString(R.string.restore_title),
            activity.getString(R.string.restore_body),
            R.string.restore_now)
        .over(activity.getSupportFragmentManager());
  }

  /** The database goes on meanwhile: what is read lies beside it until the next start. */
  private void read(Uri file, char[] passphrase) {
    Snackbar reading = snackbar(R.string.backup_reading, Snackbar.LENGTH_INDEFINITE);
    reading.show();
    scope.executors().backups().execute(() -> unseal(file, passphrase, reading));
  }

  private void unseal(Uri file, char[] passphrase, Snackbar reading) {
    try (InputStream in = readable(file)) {
      new Backup(database(), EmberDatabase.VERSION).read(in, passphrase);
      scope.executors().main().execute(this::startAgain);
    } catch (BackupException refused) {
      tell(reading, flow -> flow.refused(refused.reason(), file));
    } catch (IOException cutShort) { // by another app, or a disk that is full
      tell(reading, flow -> flow.refuse(R.string.backup_unread));
    }
  }

  private void tell(Snackbar reading, Consumer<BackupFlow> saying) {
    scope
        .executors()
        .main()
        .execute(
            () -> {
              reading.dismiss();
              outcome.tell(saying);
            });
  }

  private InputStream readable(Uri file) throws IOException {
    return OtherApp.give(() -> activity.getContentResolver().openInputStream(file));
  }

  private void refused(BackupException.Reason reason, Uri file) {
    switch (reason) {
      case PASSPHRASE_NEEDED -> ask(PassphraseDialog.toOpen(file.toString()));
      case WRONG_PASSPHRASE -> {
        Haptics.reject(activity.findViewById(R.id.screen));
        ask(PassphraseDialog.toOpenAgain(file.toString()));
      }
      case NO_BACKUP -> refuse(R.string.backup_no_backup);
      case TOO_NEW -> refuse(R.string.backup_too_new);
      case DAMAGED -> refuse(R.string.backup_damaged);
    }
  }

  private Path database() {
    return activity.getDatabasePath("ember.db").toPath();
  }

  private void say(@StringRes int words) {
    scope.executors().main().execute(() -> show(words));
  }

  private void sayRefused(@StringRes int words) {
    scope.executors().main().execute(() -> refuse(words));
  }

  private void refuse(@StringRes int words) {
    Haptics.reject(activity.findViewById(R.id.screen));
    show(words);
  }

  private void show(@StringRes int words) {
    if (!activity.isDestroyed()) {
      snackbar(words, Snackbar.LENGTH_LONG).show();
    }
  }

  private Snackbar snackbar(@StringRes int words, int length) {
    View screen = activity.findViewById(R.id.screen);
    return Snackbar.make(screen, words, length);
  }

  /** The database of this process is open; the next one takes the restored file into use. */
  private void startAgain() {
    Intent launch =
        Objects.requireNonNull(
            activity.getPackageManager().getLaunchIntentForPackage(activity.getPackageName()),
            "this app's own start");
    activity.startActivity(
        Intent.makeRestartActivityTask(Objects.requireNonNull(launch.getComponent(), "activity")));
    ((AppScope.Owner) activity.getApplication()).endProcess();
  }
}
