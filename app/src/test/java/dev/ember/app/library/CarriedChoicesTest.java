package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a backup takes along of the models: who answers what, and with which window. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class CarriedChoicesTest {
  private static final String LARGE = "0123456789abcdef";
  private static final String SMALL = "fedcba9876543210";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  @Before
  public void takeTwoModelsIn() throws IOException {
    app.settle();
    add(LARGE);
    add(SMALL);
  }

  @Test
  public void choices_exportedAndImported_areTheBackupsAndNoOthers() {
    library().choose(1, LARGE);
    library().setDefault(SMALL);
    library().tune(LARGE, new ModelTuning(64, 3));
    Map<String, String> backup = library().exported();
    library().choose(1, SMALL);
    library().choose(2, SMALL); // a chat that the backup's second chat is not
    library().setDefault(LARGE);
    library().tune(LARGE, new ModelTuning(32, 5));

    app.onDisk(() -> library().imported(backup));

    assertThat(library().modelOf(1)).isEqualTo(LARGE);
    assertThat(library().defaultId()).isEqualTo(SMALL);
    assertThat(library().tuningOf(LARGE).windowTokens()).isEqualTo(64);
    assertThat(library().tuningOf(LARGE).threads()).as("this phone's").isEqualTo(5);
    library().setDefault(LARGE);
    assertThat(library().modelOf(2)).as("the default, whichever it is").isEqualTo(LARGE);
  }

  @Test
  public void import_modelThatIsNotHere_answersAsSoonAsItIs() {
    library().choose(1, LARGE);
    library().setDefault(LARGE);
    Map<String, String> backup = library().exported();
    library().delete(LARGE);
    app.settle();

    app.onDisk(() -> library().imported(backup));

    assertThat(library().modelOf(1)).isEqualTo(ModelLibrary.BUILT_IN);
    add(LARGE);
    assertThat(library().modelOf(1)).isEqualTo(LARGE);
  }

  @Test
  public void import_ofAnotherVersion_takesWhatItKnows() {
    library().choose(1, LARGE);

    app.onDisk(
        () ->
            library()
                .imported(
                    Map.of(
                        "model.window." + LARGE,
                        "many",
                        "model.threads." + LARGE,
                        "9",
                        "model.voice",
                        "deep",
                        "theme",
                        "DARK")));

    assertThat(library().tuningOf(LARGE)).isEqualTo(ModelTuning.NONE);
    assertThat(library().exported()).as("nor is any chat's choice left").isEmpty();
  }

  @Test
  public void temporaryChat_choice_isNotWrittenDown() {
    long chatId = Awaited.on(app.scope().executors().disk(), this::temporaryChat);
    assertThat(ChatRepository.isTemporary(chatId)).isTrue();
    library().choose(chatId, SMALL);
    assertThat(library().modelOf(chatId)).isEqualTo(SMALL);
    long other = Awaited.on(app.scope().executors().disk(), this::temporaryChatBesides);
    library().copyChoice(chatId, other);
    assertThat(library().modelOf(other)).isEqualTo(SMALL);
    assertThat(library().exported()).isEmpty();

    app.restart();
    app.settle();
    assertThat(library().modelOf(chatId)).isEqualTo(ModelLibrary.BUILT_IN);
  }

  private long temporaryChat() {
    return app.scope().repositoryOf(Long.MAX_VALUE).createChat();
  }

  private long temporaryChatBesides() {
    ChatRepository chats = app.scope().repositoryOf(Long.MAX_VALUE);
    chats.saveDraft(temporaryChat(), "And");
    return chats.createChat();
  }

  private ModelLibrary library() {
    return app.scope().shelf().library();
  }

  private void add(String id) {
    Awaited.on(
        app.scope().executors().work(),
        () -> {
          try {
            Path file = folder.newFile().toPath();
            Files.write(file, new byte[] {1});
            library().add(file, card(id));
            return true;
          } catch (IOException storage) {
            throw new UncheckedIOException(storage);
          }
        });
  }

  private static ModelCard card(String id) {
    return new ModelCard(
        id,
        "Model " + id,
        1,
        id.repeat(4),
        "llama",
        "int8-per-channel",
        new ModelCard.Shape(1, 4, 1, 1, 32),
        100,
        128,
        1_000,
        "",
        id + ".ember",
        "",
        1);
  }
}
