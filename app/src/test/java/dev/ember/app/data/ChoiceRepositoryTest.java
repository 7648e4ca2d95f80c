package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.backup.Backup;
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
  public void backup_readBack_bringsThemBack() {
    Path file =
        ApplicationProvider.<Context>getApplicationContext().getDatabasePath("ember.db").toPath();
    add("One", Verdict.FIRST);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    atRest(backup -> backup.write(written, Map.of(), NO_PASSPHRASE), file);
    app.onDisk(() -> app.scope().choices().takeBack());
    byte[] bytes = written.toByteArray();
    atRest(backup -> backup.read(new ByteArrayInputStream(bytes), NO_PASSPHRASE), file);

    app.restart(() -> Backup.takeRestored(file));
    assertThat(app.onDisk(() -> app.scope().choices().all()))
        .extracting(ChoiceEntity::prompt)
        .containsExactly("One");
  }

  private interface BackupStep {
    void with(Backup backup) throws IOException;
  }

  private void atRest(BackupStep step, Path file) {
    app.onDisk(
        () ->
            app.repository()
                .atRest(
                    version -> {
                      try {
                        step.with(new Backup(file, version));
                      } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                      }
                    }));
  }

  private void add(String prompt, Verdict verdict) {
    app.onDisk(
        () ->
            app.scope().choices().add(new ChoiceEntity(0, prompt, "a", "b", verdict, "Small", 0)));
  }
}
