package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.AppRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a chat is called once the question that it was named after is gone. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ChatTitlesTest {
  @Rule public final AppRule app = new AppRule();

  private long chat;

  @Before
  public void ask() {
    chat = app.<Long>onDisk(() -> app.repository().createChat());
    answer(Objects.requireNonNull(ask("My secret?")));
  }

  @Test
  public void deleteMessage_firstQuestion_takesItsWordsOutOfTheTitleAndTheSearch() {
    answer(Objects.requireNonNull(ask("And the sea?")));

    delete(0);
    erase();

    assertThat(title()).isEqualTo("And the sea?");
    assertThat(app.onDisk(() -> app.repository().find("secret"))).isEmpty();
    assertThat(app.onDisk(() -> app.repository().find("sea"))).hasSize(1);
  }

  @Test
  public void deleteMessage_onlyQuestion_leavesNoTitleUntilTheNext() {
    delete(0);
    assertThat(title()).isNull();
    erase();

    ask("Another?");

    assertThat(title()).isEqualTo("Another?");
    assertThat(app.onDisk(() -> app.repository().find("secret"))).isEmpty();
  }

  @Test
  public void deleteMessage_nameOfTheUsersOwn_stays() {
    app.onDisk(() -> app.repository().rename(chat, "Colours"));

    delete(0);
    erase();

    assertThat(title()).isEqualTo("Colours");
  }

  @Test
  public void undoDeleteMessage_bringsTheTitleBack() {
    long question = delete(0);

    app.onDisk(() -> app.repository().undoDeleteMessage(question));

    assertThat(title()).isEqualTo("My secret?");
    assertThat(app.onDisk(() -> app.repository().find("secret"))).hasSize(1);
  }

  @Test
  public void deleteMessage_otherWordingIsLeft_namesTheChat() {
    answer(Objects.requireNonNull(ask("And the sea?")));
    long question = app.messages(chat).get(0).id();
    answer(
        Objects.requireNonNull(
            app.<Turn>onDisk(() -> app.repository().turns().askEdited(question, "My plan?"))));
    app.onDisk(() -> app.repository().deleteMessage(question));
    assertThat(title()).isEqualTo("My plan?");

    erase();

    assertThat(title()).isEqualTo("My plan?");
  }

  @Test
  public void branch_otherWordingOfTheFirstQuestion_isNamedAfterIt() {
    long question = app.messages(chat).get(0).id();
    Turn edited =
        Objects.requireNonNull(
            app.<Turn>onDisk(() -> app.repository().turns().askEdited(question, "My plan?")));
    answer(edited);

    Long copy =
        app.onDisk(() -> Objects.requireNonNull(app.repository().branch(edited.answerId())));

    assertThat(title(copy)).isEqualTo("My plan?");
  }

  @Test
  public void open_titleOfAQuestionThatWasErasedBefore_goes() {
    answer(Objects.requireNonNull(ask("And the sea?")));
    delete(0);
    erase();
    app.onDisk(
        () ->
            app.execute(
                "UPDATE chats SET title = 'My secret?'",
                "UPDATE search SET words = 'my secret' WHERE rowid = " + -chat));

    app.restart();

    assertThat(title()).isEqualTo("And the sea?");
    assertThat(app.onDisk(() -> app.repository().find("secret"))).isEmpty();
  }

  @Test
  public void createChat_archivedChatWithoutMessages_isNotHandedOut() {
    app.onDisk(() -> app.repository().setArchived(chat, true));
    for (int i = app.messages(chat).size() - 1; i >= 0; i--) {
      delete(i);
    }
    erase();
    assertThat(app.count("SELECT COUNT(*) FROM messages")).isZero();

    long made = app.<Long>onDisk(() -> app.repository().createChat());

    assertThat(made).isNotEqualTo(chat);
  }

  @Test
  public void createChat_chatWhoseMessagesAreAllErased_hasNoTitle() {
    delete(1);
    delete(0);
    erase();

    long made = app.<Long>onDisk(() -> app.repository().createChat());

    assertThat(made).as("as good as new").isEqualTo(chat);
    assertThat(title()).isNull();
  }

  private @Nullable Turn ask(String question) {
    return app.onDisk(() -> app.repository().turns().ask(chat, question));
  }

  private void answer(Turn turn) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, "Because.", 2, null, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }

  private long delete(int position) {
    long id = app.messages(chat).get(position).id();
    app.onDisk(() -> app.repository().deleteMessage(id));
    return id;
  }

  private void erase() {
    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));
  }

  private @Nullable String title() {
    return title(chat);
  }

  private @Nullable String title(long id) {
    return app.onDisk(() -> Objects.requireNonNull(app.repository().chat(id))).title();
  }
}
