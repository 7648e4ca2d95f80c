package dev.ember.app.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.net.Uri;
import androidx.lifecycle.SavedStateHandle;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Where a text is kept that is too long for the state of a screen. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AttachModelTest {
  private static final Uri FILE = Uri.parse("content://other/notes");
  private static final String WORD = "Wolframnotes ";
  private static final String TEXT = WORD.repeat(60_000 / WORD.length() + 1);

  private final FakeModel model = new FakeModel();

  @Rule public final AppRule app = new AppRule().model(model);

  @Test
  public void longText_inATemporaryChat_isInNoFile() throws IOException {
    long chat = app.onDisk(() -> app.scope().repositoryOf(Long.MAX_VALUE).createChat());
    SavedStateHandle saved = new SavedStateHandle();

    assertThat(attach(chat, saved)).isEqualTo(TEXT);

    assertThat(found()).isEmpty();
    assertThat(saved.keys()).as("what the system keeps").isEmpty();
  }

  @Test
  public void longText_inAChatThatIsKept_isInAFileUntilItIsLetGo() throws IOException {
    AttachModel texts = model(new SavedStateHandle());

    assertThat(attach(app.newChat("A"), texts)).isEqualTo(TEXT);
    assertThat(found()).hasSize(1);

    texts.dismiss();
    app.settle();
    assertThat(found()).isEmpty();
  }

  @Test
  public void longText_processDies_isThereAgain() {
    SavedStateHandle saved = new SavedStateHandle();
    attach(app.newChat("A"), saved);
    app.restart();

    AttachModel next = model(saved);
    app.settle();
    assertThat(Objects.requireNonNull(next.attached()).text()).isEqualTo(TEXT);
  }

  private String attach(long chat, SavedStateHandle saved) {
    return attach(chat, model(saved));
  }

  private String attach(long chat, AttachModel texts) {
    model.wants(4 * TEXT.length());
    model.memoryIsBack(); // a window that takes all of it
    Application context = ApplicationProvider.getApplicationContext();
    shadowOf(context.getContentResolver())
        .registerInputStream(FILE, new ByteArrayInputStream(TEXT.getBytes(UTF_8)));
    texts.take(List.of(FILE), chat, AnswerSettings.NONE);
    app.settle();
    return Objects.requireNonNull(texts.attached()).text();
  }

  private AttachModel model(SavedStateHandle saved) {
    return new AttachModel(ApplicationProvider.getApplicationContext(), app.scope(), saved);
  }

  /** The files of the app that have the text, or some of it. */
  private static List<Path> found() throws IOException {
    Application context = ApplicationProvider.getApplicationContext();
    List<Path> found = new ArrayList<>();
    for (Path home : List.of(context.getDataDir().toPath(), context.getCacheDir().toPath())) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          if (new String(Files.readAllBytes(file), UTF_8).contains(WORD) && !found.contains(file)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }
}
