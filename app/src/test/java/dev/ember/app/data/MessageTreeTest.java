package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.AppRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Branches of a chat: what is kept, what is shown, what comes back. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class MessageTreeTest {
  /** Hangs 2,400 messages behind the last one, each behind the one before. */
  private static final String LONG_CHAT =
      "INSERT INTO messages (id, chatId, parentId, active, role, body, status, tokens, createdMs,"
          + " pinned) WITH RECURSIVE step(n) AS"
          + " (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 2400)"
          + " SELECT id + n, chatId, id + n - 1, 1, role, body, status, 0, createdMs, 0"
          + " FROM step, (SELECT * FROM messages ORDER BY id DESC LIMIT 1)";

  @Rule public final AppRule app = new AppRule();

  private long chat;

  @Before
  public void createChat() {
    chat = app.<Long>onDisk(() -> app.repository().createChat());
  }

  @Test
  public void askAgain_keepsTheFormerAnswerAsAnAlternative() {
    answer(ask("Why?"), "First.");
    answer(again(), "Second.");

    assertThat(bodies()).containsExactly("Why?", "Second.");
    assertThat(places().get(1).alternative()).isEqualTo(2);
    assertThat(places().get(1).alternatives()).isEqualTo(2);
  }

  @Test
  public void askAgain_emptyAnswer_isNotKept() {
    answer(ask("Why?"), "");
    answer(again(), "Second.");

    assertThat(places().get(1).alternatives()).isEqualTo(1);
  }

  @Test
  public void answerAgain_oldAnswerWithoutWords_keepsWhatWasSaidAfterIt() {
    Turn stopped = ask("Why?");
    app.onDisk(() -> app.repository().turns().finish(stopped.answerId(), AnswerEnd.neverBegun()));
    answer(ask("And?"), "So.");

    answer(turn(() -> app.repository().turns().answerAgain(stopped.answerId())), "Because.");

    assertThat(bodies()).containsExactly("Why?", "Because.");
    with(1, id -> app.repository().chooseAlternative(id, -1));
    assertThat(bodies()).containsExactly("Why?", "", "And?", "So.");
  }

  @Test
  public void answerAgain_whatFollowedIsDeleted_canStillBeUndone() {
    Turn stopped = ask("Why?");
    app.onDisk(() -> app.repository().turns().finish(stopped.answerId(), AnswerEnd.neverBegun()));
    Turn next = ask("And?");
    long deleted = id(2);
    answer(next, "So.");
    app.onDisk(() -> app.repository().deleteMessage(deleted));
    answer(turn(() -> app.repository().turns().answerAgain(stopped.answerId())), "Because.");

    app.onDisk(() -> app.repository().undoDeleteMessage(deleted));
    app.onDisk(() -> app.repository().reveal(deleted));

    assertThat(bodies()).containsExactly("Why?", "", "And?", "So.");
  }

  @Test
  public void choose_previous_showsItWithWhatFollowedIt() {
    answer(ask("Why?"), "First.");
    answer(ask("And?"), "So.");
    long first = id(1);
    answer(turn(() -> app.repository().turns().answerAgain(first)), "Second.");
    assertThat(bodies()).containsExactly("Why?", "Second.");

    with(1, id -> app.repository().chooseAlternative(id, -1));

    assertThat(bodies()).containsExactly("Why?", "First.", "And?", "So.");
    assertThat(places().get(1).alternative()).isEqualTo(1);
  }

  @Test
  public void choose_beyondTheEnds_changesNothing() {
    answer(ask("Why?"), "First.");

    with(1, id -> app.repository().chooseAlternative(id, 1));
    with(1, id -> app.repository().chooseAlternative(id, -1));

    assertThat(bodies()).containsExactly("Why?", "First.");
  }

  @Test
  public void askEdited_first_isAnAlternativeOfTheQuestion() {
    answer(ask("Why?"), "Because.");
    long question = id(0);

    answer(turn(() -> app.repository().turns().askEdited(question, "How?")), "Thus.");

    assertThat(bodies()).containsExactly("How?", "Thus.");
    assertThat(places().get(0).alternatives()).isEqualTo(2);
    assertThat(places().get(1).alternatives()).isEqualTo(1);
  }

  @Test
  public void askEdited_anAnswer_isRefused() {
    answer(ask("Why?"), "Because.");

    long answer = id(1);
    assertThat(app.<Turn>onDisk(() -> app.repository().turns().askEdited(answer, "How?"))).isNull();
    assertThat(bodies()).containsExactly("Why?", "Because.");
  }

  @Test
  public void askEdited_questionThatIsNotShown_isShownBesideIt() {
    answer(ask("Why?"), "Because.");
    answer(ask("And?"), "So.");
    long first = id(0);
    long second = id(2);
    answer(turn(() -> app.repository().turns().askEdited(first, "How?")), "Thus.");

    Turn edited = turn(() -> app.repository().turns().askEdited(second, "Or?"));

    assertThat(edited.history())
        .extracting(MessageEntity::body)
        .containsExactly("Why?", "Because.", "Or?");
    answer(edited, "No.");
    assertThat(bodies()).containsExactly("Why?", "Because.", "Or?", "No.");
  }

  @Test
  public void answerAgain_answerThatIsNotShown_isShownBesideIt() {
    answer(ask("Why?"), "Because.");
    long first = id(0);
    long answer = id(1);
    answer(turn(() -> app.repository().turns().askEdited(first, "How?")), "Thus.");

    answer(turn(() -> app.repository().turns().answerAgain(answer)), "Otherwise.");

    assertThat(bodies()).containsExactly("Why?", "Otherwise.");
    assertThat(places().get(1).alternatives()).isEqualTo(2);
  }

  @Test
  public void askEdited_deletedQuestion_isRefusedAndWhatFollowedStays() {
    answer(ask("Why?"), "Because.");
    answer(ask("And?"), "So.");
    long first = id(0);
    app.onDisk(() -> app.repository().deleteMessage(first));

    assertThat(app.<Turn>onDisk(() -> app.repository().turns().askEdited(first, "How?"))).isNull();

    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));
    assertThat(bodies()).containsExactly("Because.", "And?", "So.");
  }

  @Test
  public void askEdited_behindADeletedAlternative_isRefused() {
    answer(ask("Why?"), "First.");
    answer(again(), "Second.");
    answer(ask("And?"), "So.");
    long second = id(1);
    long question = id(2);
    app.onDisk(() -> app.repository().deleteMessage(second));

    assertThat(app.<Turn>onDisk(() -> app.repository().turns().askEdited(question, "Or?")))
        .isNull();

    assertThat(bodies()).containsExactly("Why?", "First.");
    app.onDisk(() -> app.repository().undoDeleteMessage(second));
    assertThat(bodies()).containsExactly("Why?", "Second.", "And?", "So.");
  }

  @Test
  public void ask_afterGoingBack_growsTheChosenBranch() {
    answer(ask("Why?"), "First.");
    answer(again(), "Second.");
    with(1, id -> app.repository().chooseAlternative(id, -1));

    answer(ask("And?"), "So.");

    assertThat(bodies()).containsExactly("Why?", "First.", "And?", "So.");
  }

  @Test
  public void deleteMessage_middle_keepsWhatFollows() {
    answer(ask("Why?"), "Because.");
    answer(ask("And?"), "So.");

    with(1, id -> app.repository().deleteMessage(id));

    assertThat(bodies()).containsExactly("Why?", "And?", "So.");
  }

  @Test
  public void deleteMessage_withAlternatives_showsTheNearest() {
    answer(ask("Why?"), "First.");
    answer(again(), "Second.");

    with(1, id -> app.repository().deleteMessage(id));

    assertThat(bodies()).containsExactly("Why?", "First.");
    assertThat(places().get(1).alternatives()).isEqualTo(1);
  }

  @Test
  public void undoDeleteMessage_bringsItBackInItsPlace() {
    answer(ask("Why?"), "First.");
    answer(again(), "Second.");
    long second = id(1);
    app.onDisk(() -> app.repository().deleteMessage(second));

    app.onDisk(() -> app.repository().undoDeleteMessage(second));

    assertThat(bodies()).containsExactly("Why?", "Second.");
    assertThat(places().get(1).alternatives()).isEqualTo(2);
  }

  @Test
  public void eraseDeletedMessages_leavesNoWordBehind() {
    answer(ask("Why?"), "Secret one.");
    answer(ask("And?"), "So.");
    long first = id(1);
    app.onDisk(() -> app.repository().deleteMessage(first));

    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));

    assertThat(app.count("SELECT COUNT(*) FROM messages WHERE body LIKE '%Secret%'")).isZero();
    assertThat(bodies()).containsExactly("Why?", "And?", "So.");
    answer(ask("More?"), "Yes.");
    assertThat(bodies()).endsWith("More?", "Yes.");
  }

  @Test
  public void eraseDeletedMessages_ofAnotherChat_canStillComeBack() {
    answer(ask("Why?"), "Because.");
    long answer = id(1);
    app.onDisk(() -> app.repository().deleteMessage(answer));

    long another = app.<Long>onDisk(() -> app.repository().createChat());
    app.onDisk(() -> app.repository().eraseDeletedMessages(another));

    app.onDisk(() -> app.repository().undoDeleteMessage(answer));
    assertThat(bodies()).containsExactly("Why?", "Because.");
  }

  @Test
  public void eraseDeletedMessages_everything_leavesNoRow() {
    answer(ask("Why?"), "Because.");
    answer(again(), "Otherwise.");
    for (PathMessage place : places()) {
      app.onDisk(() -> app.repository().deleteMessage(place.message().id()));
    }
    with(0, id -> app.repository().deleteMessage(id));

    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));

    assertThat(app.count("SELECT COUNT(*) FROM messages")).isZero();
  }

  @Test
  public void deletedMessage_processDies_isErasedAtTheNextStart() {
    answer(ask("Why?"), "Secret.");
    with(1, id -> app.repository().deleteMessage(id));

    app.restart();

    assertThat(app.count("SELECT COUNT(*) FROM messages WHERE body LIKE '%Secret%'")).isZero();
  }

  @Test
  public void continueAnswer_cutAnswer_keepsItsWordsAndItsPlace() {
    Turn cut = ask("Why?");
    app.onDisk(() -> app.repository().turns().saveProgress(cut.answerId(), "Because the", 2));
    app.restart();

    Turn turn = turn(() -> app.repository().turns().continueAnswer(cut.answerId()));

    assertThat(turn.answerId()).isEqualTo(cut.answerId());
    assertThat(turn.begun()).isEqualTo(new Turn.Begun("Because the", 2, null));
    assertThat(turn.history()).extracting(MessageEntity::body).containsExactly("Why?");
    assertThat(app.messages(chat).get(1).status()).isEqualTo(MessageStatus.STREAMING);
    assertThat(bodies()).containsExactly("Why?", "Because the");
  }

  @Test
  public void continueAnswer_dieAgain_keepsWhatWasSavedLast() {
    Turn cut = ask("Why?");
    app.onDisk(() -> app.repository().turns().saveProgress(cut.answerId(), "Because the", 2));
    app.restart();
    turn(() -> app.repository().turns().continueAnswer(cut.answerId()));

    app.restart();

    assertThat(bodies()).containsExactly("Why?", "Because the");
    assertThat(app.messages(chat).get(1).status()).isEqualTo(MessageStatus.INTERRUPTED);
  }

  @Test
  public void reveal_messageOfAnotherBranch_isShown() {
    answer(ask("Why?"), "First.");
    answer(ask("And?"), "So.");
    long deep = id(3);
    long first = id(1);
    answer(turn(() -> app.repository().turns().answerAgain(first)), "Second.");

    app.onDisk(() -> app.repository().reveal(deep));

    assertThat(bodies()).containsExactly("Why?", "First.", "And?", "So.");
  }

  @Test
  public void newestAnswer_chatAnsweredLastShowsNone_isTheOneBefore() {
    answer(ask("Why?"), "Because.");
    long answered = id(1);
    chat = app.<Long>onDisk(() -> app.repository().createChat());
    answer(ask("And?"), "So.");
    long question = id(0);
    answer(turn(() -> app.repository().turns().askEdited(question, "Or?")), "");
    assertThat(bodies()).containsExactly("Or?", "");

    assertThat(newestAnswer()).isEqualTo(answered);
    with(0, other -> app.repository().chooseAlternative(other, -1));
    assertThat(newestAnswer()).isEqualTo(id(1));
  }

  private long newestAnswer() {
    return app.onDisk(
        () -> Objects.requireNonNull(app.repository().newestAnswer(), "an answer").id());
  }

  @Test
  public void branch_middle_isAChatOfItsOwn() {
    answer(ask("Why?"), "Because.");
    answer(ask("And?"), "So.");

    long answer = id(1);
    long copy = Objects.requireNonNull(app.<Long>onDisk(() -> app.repository().branch(answer)));

    assertThat(app.messages(copy))
        .extracting(MessageEntity::body)
        .containsExactly("Why?", "Because.");
    assertThat(bodies()).hasSize(4);
  }

  @Test
  public void deleteChat_longerThanSqliteNests_isGoneWhole() {
    ask("Question");
    app.onDisk(() -> app.execute(LONG_CHAT));
    assertThat(app.count("SELECT COUNT(*) FROM messages")).isEqualTo(2 + 2_400);
    app.onDisk(() -> app.repository().delete(chat));

    app.onDisk(() -> app.repository().purge(chat));

    assertThat(app.count("SELECT COUNT(*) FROM messages")).isZero();
  }

  private Turn ask(String question) {
    return turn(() -> app.repository().turns().ask(chat, question));
  }

  private Turn again() {
    return turn(() -> app.repository().turns().askAgain(chat));
  }

  private Turn turn(Supplier<@Nullable Turn> step) {
    return Objects.requireNonNull(app.<Turn>onDisk(step::get));
  }

  private void answer(Turn turn, String text) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, text, 2, null, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }

  private List<PathMessage> places() {
    return Objects.requireNonNull(app.observed(app.repository().observeMessages(chat)));
  }

  private List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    places().forEach(place -> bodies.add(place.message().body()));
    return bodies;
  }

  private void with(int position, LongConsumer step) {
    long id = id(position);
    app.onDisk(() -> step.accept(id));
  }

  private long id(int position) {
    return app.messages(chat).get(position).id();
  }
}
