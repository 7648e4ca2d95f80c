package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.AppRule;
import java.util.List;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a search finds in titles and messages, and what it no longer finds. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ChatSearchTest {
  @Rule public final AppRule app = new AppRule();

  @Test
  public void find_wordOfAnAnswer_isThere() {
    long chat = chat("Why is the sky blue?", "Sunlight scatters.");

    List<SearchHit> hits = find("scatt");

    assertThat(hits).extracting(SearchHit::id).containsExactly(chat);
    assertThat(hits.get(0).body()).isEqualTo("Sunlight scatters.");
  }

  @Test
  public void find_chineseSubstring_isThere() {
    long chat = chat("周末去哪里玩？", "可以去公园走走，带上水和一顶帽子。");
    chat("公车", "园林");

    assertThat(find("公园")).extracting(SearchHit::id).containsExactly(chat);
    assertThat(find("去公园走")).hasSize(1);
    assertThat(find("园公")).isEmpty();
  }

  @Test
  public void find_chineseBehindALetterOrADigit_isThere() {
    long chat = chat("怎样用Java写代码？", "看第3章，然后喝コーヒー。");

    for (String query : List.of("写代码", "Java写代码", "java", "章", "ヒー", "コーヒー", "代码")) {
      assertThat(find(query)).as(query).extracting(SearchHit::id).containsExactly(chat);
    }
    assertThat(find("代写")).isEmpty();
  }

  @Test
  public void find_accentsAndCase_areForgiven() {
    chat("Où est le Café?", "Là.");

    assertThat(find("cafe ou")).hasSize(1);
  }

  @Test
  public void find_wordsOfDifferentMessages_areNotOneMatch() {
    chat("apples", "pears");

    assertThat(find("apples pears")).isEmpty();
  }

  @Test
  public void find_titleOnly_hasNoMessage() {
    long chat = chat("Why?", "Because.");
    app.onDisk(() -> app.repository().rename(chat, "Colours of the sky"));

    assertThat(find("colours")).extracting(SearchHit::messageId).containsExactly((Long) null);
  }

  @Test
  public void find_formerTitle_isNoLongerThere() {
    long chat = chat("Why?", "Because.");
    app.onDisk(() -> app.repository().rename(chat, "Colours"));
    app.onDisk(() -> app.repository().rename(chat, "Shapes"));

    assertThat(find("colours")).isEmpty();
    assertThat(find("shapes")).hasSize(1);
  }

  @Test
  public void find_archivedChat_isThere() {
    long chat = chat("Why?", "Because.");
    app.onDisk(() -> app.repository().setArchived(chat, true));

    assertThat(find("because")).extracting(SearchHit::archived).containsExactly(true);
  }

  @Test
  public void find_deletedChat_isGoneAndBackWithUndo() {
    long chat = chat("Why?", "Because.");
    app.onDisk(() -> app.repository().delete(chat));
    assertThat(find("because")).isEmpty();

    app.onDisk(() -> app.repository().undoDelete(chat));
    assertThat(find("because")).hasSize(1);

    app.onDisk(() -> app.repository().delete(chat));
    app.onDisk(() -> app.repository().purge(chat));
    assertThat(find("because")).isEmpty();
    assertThat(indexedRows()).isZero();
  }

  @Test
  public void find_erasedMessage_isGone() {
    long chat = chat("Why?", "Because.");
    long answer = app.messages(chat).get(1).id();

    app.onDisk(() -> app.repository().deleteMessage(answer));
    app.onDisk(() -> app.repository().eraseDeletedMessages(chat));

    assertThat(find("because")).isEmpty();
  }

  @Test
  public void find_interruptedAnswer_isThereAfterTheNextStart() {
    long chat = app.<Long>onDisk(() -> app.repository().createChat());
    Turn turn = ask(chat, "Why?");
    app.onDisk(() -> app.repository().turns().saveProgress(turn.answerId(), "Sunlight scat", 3));

    app.restart();

    assertThat(find("sunlight")).hasSize(1);
  }

  @Test
  public void find_quotesAndOperators_neverFail() {
    chat("Why?", "Because.");

    for (String query : List.of("\"", "a OR", "NEAR/", "*", "words:x", "-", "(", "'; DROP")) {
      find(query);
    }
  }

  private List<SearchHit> find(String query) {
    return app.onDisk(() -> app.repository().find(query));
  }

  private int indexedRows() {
    return app.count("SELECT COUNT(*) FROM search");
  }

  private long chat(String question, String answer) {
    long chat = app.<Long>onDisk(() -> app.repository().createChat());
    Turn turn = ask(chat, question);
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, answer, 2, null, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
    return chat;
  }

  private Turn ask(long chat, String question) {
    return Objects.requireNonNull(
        app.<Turn>onDisk(() -> app.repository().turns().ask(chat, question)));
  }
}
