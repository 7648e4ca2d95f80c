package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.backup.Backup;
import dev.ember.app.backup.Snapshot;
import dev.ember.app.testing.AppRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ChoiceRepositoryTest {
  private static final char[] NO_PASSPHRASE = new char[0];

  @Rule public final AppRule app = new AppRule();

  @Test
  public void add_restarted_isKeptInOrder() {
    add("One", Verdict.FIRST);
    add("Two", Verdict.EQUAL);
    app.restart();
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("One", "Two");
    assertThat(app.observed(app.scope().choices().observe()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("Two", "One");
  }

  @Test
  public void takeBack_givesTheNewestAndForgetsIt() {
    add("One", Verdict.FIRST);
    add("Two", Verdict.SECOND);
    ChoiceEntity back = app.onDisk(() -> app.scope().choices().takeBack());
    assertThat(back).isNotNull().extracting(ChoiceEntity::prompt).isEqualTo("Two");
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("One");
  }

  @Test
  public void takeBack_nothingThere_givesNull() {
    assertThat(app.<ChoiceEntity>onDisk(() -> app.scope().choices().takeBack())).isNull();
  }

  @Test
  public void delete_one_leavesTheOthers() {
    add("One", Verdict.FIRST);
    add("Two", Verdict.SECOND);
    app.onDisk(() -> app.scope().choices().delete(app.scope().choices().all().get(0).id()));
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("Two");
  }

  @Test
  public void backup_readBack_bringsThemBackAndTheFilesBesideQuestions() throws IOException {
    Context context = ApplicationProvider.getApplicationContext();
    Path file = context.getDatabasePath("ember.db").toPath();
    add("One", Verdict.FIRST);
    long chat = app.newChat("A");
    AttachmentEntity notes = new AttachmentEntity(3, chat, "notes.md", "Oil.", 4);
    app.onDisk(() -> app.repository().turns().attach(notes, null));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Snapshot snapshot = snapshot(file, context.getCacheDir().toPath())) {
      app.onDisk(() -> app.scope().choices().takeBack());
      app.onDisk(() -> app.repository().turns().detach(notes.id()));
      Backup.write(snapshot, written, Map.of(), NO_PASSPHRASE);
    }
    new Backup(file, EmberDatabase.VERSION)
        .read(new ByteArrayInputStream(written.toByteArray()), NO_PASSPHRASE);

    app.restart(() -> Backup.takeRestored(file, settings -> {}));
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("One");
    assertThat(app.<AttachmentEntity>onDisk(() -> app.repository().turns().attachment(chat, null)))
        .isEqualTo(notes);
  }

  @Test
  public void backup_readBack_hasMessagesAndPresets() throws IOException {
    Context context = ApplicationProvider.getApplicationContext();
    Path file = context.getDatabasePath("ember.db").toPath();
    long chat = app.newChat("Lamps");
    app.onDisk(() -> app.repository().turns().ask(chat, "What do lamps need?"));
    PresetEntity poet = new PresetEntity(7, "Poet", "Answer in rhymes.", null);
    app.onDisk(() -> app.repository().savePreset(poet));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Snapshot snapshot = snapshot(file, context.getCacheDir().toPath())) {
      Backup.write(snapshot, written, Map.of(), NO_PASSPHRASE);
    }
    app.onDisk(() -> app.execute("DELETE FROM messages"));
    app.onDisk(() -> app.repository().deletePreset(poet.id()));
    new Backup(file, EmberDatabase.VERSION)
        .read(new ByteArrayInputStream(written.toByteArray()), NO_PASSPHRASE);

    app.restart(() -> Backup.takeRestored(file, settings -> {}));
    assertThat(app.messages(chat)).extracting(MessageEntity::body).contains("What do lamps need?");
    assertThat(app.observed(app.repository().observePresets())).containsExactly(poet);
  }

  private Snapshot snapshot(Path file, Path folder) {
    Snapshot[] taken = new Snapshot[1];
    app.onDisk(
        () ->
            app.repository()
                .atRest(
                    () -> {
                      try {
                        taken[0] = Snapshot.of(file, folder);
                      } catch (IOException full) {
                        throw new UncheckedIOException(full);
                      }
                    }));
    return taken[0];
  }

  private void add(String prompt, Verdict verdict) {
    app.onDisk(
        () ->
            app.scope().choices().add(new ChoiceEntity(0, prompt, "a", "b", verdict, "Small", 0)));
  }
}
