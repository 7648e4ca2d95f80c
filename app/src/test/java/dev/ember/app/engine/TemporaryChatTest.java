package dev.ember.app.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.Turn;
import dev.ember.app.data.WhenFull;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
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

/**
 * A temporary chat is in memory alone: no row of any table, no entry of the search, and not a byte
 * in any file of the app. The same words in a chat that is kept are found, so the test looks where
 * they would be.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class TemporaryChatTest {
  private static final String QUESTION = "Zanzibarquestion";
  private static final String ANSWER = "Quetzalcoatlanswer";
  private static final String DRAFT = "Xylophonedraft";
  private static final String TITLE = "Wolframtitle";
  private static final String PROMPT = "Vermilionprompt";
  private static final ModelKey X = new ModelKey("x", "Small");
  private static final ModelKey Y = new ModelKey("y", "Small");
  private static final List<String> WORDS = List.of(QUESTION, ANSWER, DRAFT, TITLE, PROMPT);

  @Rule public final AppRule app = new AppRule().model(new FakeModel().answers(ANSWER));

  @Test
  public void temporaryChat_withAllThatAChatCanHave_leavesNothing() throws IOException {
    ChatRepository memory = app.scope().repositoryOf(Long.MAX_VALUE);
    long chat = app.onDisk(() -> memory.createChat());
    assertThat(ChatRepository.isTemporary(chat)).isTrue();
    converse(memory, chat);
    assertThat(bodies(memory, chat)).containsExactly(QUESTION, ANSWER, QUESTION + "s", ANSWER);
    assertThat(app.onDisk(() -> memory.draft(chat))).isEqualTo(DRAFT);

    for (String table :
        List.of(
            "chats",
            "messages",
            "search",
            "traces",
            "choices",
            "presets",
            "defaults",
            "edits",
            "attachments")) {
      assertThat(app.count("SELECT COUNT(*) FROM " + table)).as(table).isZero();
    }
    assertThat(app.onDisk(() -> app.repository().find(QUESTION))).isEmpty();
    assertThat(found()).isEmpty();
    app.restart();
    app.settle();
    assertThat(found()).isEmpty();
    assertThat(app.onDisk(() -> app.repository().find(QUESTION))).isEmpty();
  }

  @Test
  public void temporaryChat_whatIsSetForAllChats_goesForItToo() {
    DefaultsEntity all =
        new DefaultsEntity(DefaultsEntity.ALL, SystemPrompt.of(PROMPT), null, WhenFull.STOP);
    app.onDisk(() -> app.repository().setDefaults(all));
    ChatRepository memory = app.scope().repositoryOf(Long.MAX_VALUE);
    long chat = app.onDisk(() -> memory.createChat());

    Turn turn = app.onDisk(() -> Objects.requireNonNull(memory.turns().ask(chat, QUESTION)));

    assertThat(turn.settings().systemPromptFor(X)).isEqualTo(PROMPT);
    assertThat(turn.settings().whenFullFor(X)).isEqualTo(WhenFull.STOP);
  }

  @Test
  public void chat_withoutASystemPrompt_readsNeitherItsModelsNorThatOfAllChats() {
    setPrompt(DefaultsEntity.ALL, SystemPrompt.of(PROMPT));
    long chat = app.newChat("A");
    assertThat(promptFor(chat, X)).isEqualTo(PROMPT);

    setPrompt(X.scope(), SystemPrompt.NONE);
    assertThat(promptFor(chat, X)).isEmpty();
    assertThat(promptFor(chat, Y)).as("another model").isEqualTo(PROMPT);

    setPrompt(X.scope(), SystemPrompt.of("For x."));
    app.onDisk(() -> app.repository().setSystemPrompt(chat, SystemPrompt.NONE));
    assertThat(promptFor(chat, X)).isEmpty();
  }

  private void setPrompt(String scope, SystemPrompt prompt) {
    app.onDisk(() -> app.repository().setDefaults(new DefaultsEntity(scope, prompt, null, null)));
  }

  private String promptFor(long chat, ModelKey model) {
    Turn turn =
        app.onDisk(() -> Objects.requireNonNull(app.repository().turns().ask(chat, QUESTION)));
    return turn.settings().systemPromptFor(model);
  }

  @Test
  public void keptChat_sameWords_areAllThere() throws IOException {
    long chat = app.onDisk(() -> app.repository().createChat());
    converse(app.repository(), chat);

    assertThat(found()).containsExactlyInAnyOrderElementsOf(WORDS);
    assertThat(app.count("SELECT COUNT(*) FROM traces")).isPositive();
    assertThat(app.onDisk(() -> app.repository().find(QUESTION))).isNotEmpty();
  }

  private void converse(ChatRepository chats, long chat) {
    app.engine().recordSureness(true);
    app.onDisk(() -> chats.setSystemPrompt(chat, SystemPrompt.of(PROMPT)));
    app.onDisk(() -> chats.saveDraft(chat, QUESTION));
    app.engine().send(chat, QUESTION);
    app.settle();
    app.engine().send(chat, QUESTION + "s");
    app.settle();
    app.onDisk(() -> chats.rename(chat, TITLE));
    app.onDisk(() -> chats.saveDraft(chat, DRAFT));
    app.settle();
  }

  private List<String> bodies(ChatRepository chats, long chat) {
    List<String> bodies = new ArrayList<>();
    for (PathMessage place : Objects.requireNonNull(app.observed(chats.observeMessages(chat)))) {
      bodies.add(place.message().body());
    }
    return bodies;
  }

  /** Those words that stand in any file of the app, the database's log among them. */
  private static List<String> found() throws IOException {
    Path home = ApplicationProvider.getApplicationContext().getDataDir().toPath();
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        for (String word : WORDS) {
          if (bytes.contains(word) && !found.contains(word)) {
            found.add(word);
          }
        }
      }
    }
    return found;
  }
}
