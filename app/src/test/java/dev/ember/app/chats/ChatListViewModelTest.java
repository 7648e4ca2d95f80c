package dev.ember.app.chats;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.chats.ChatRow.State;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Turn;
import dev.ember.app.testing.AppRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ChatListViewModelTest {
  @Rule public final AppRule app = new AppRule();

  private final List<ChatListState> states = new ArrayList<>();
  private ChatListViewModel list;

  @Before
  public void open() {
    list = new ChatListViewModel(app.scope());
    list.state().observeForever(states::add);
  }

  @Test
  public void state_firstStart_isLoadingThenEmpty() {
    app.settle();

    assertThat(states)
        .containsExactly(new ChatListState.Loading(), new ChatListState.Loaded(List.of()));
  }

  @Test
  public void createChat_untouched_isNotListedAndNotMadeTwice() {
    long first = create();
    long second = create();

    assertThat(second).isEqualTo(first);
    assertThat(rows()).isEmpty();
  }

  @Test
  public void state_draft_isListedAsSuch() {
    long chat = create();
    app.onDisk(() -> app.repository().saveDraft(chat, "Dear\n cat"));

    assertThat(rows()).hasSize(1);
    assertThat(rows().get(0).state()).isEqualTo(State.DRAFT);
    assertThat(rows().get(0).preview()).isEqualTo("Dear cat");
    assertThat(rows().get(0).title()).isNull();
  }

  @Test
  public void state_questionJustSent_isAnsweringAndShowsTheQuestion() {
    ask(create(), "Why is the sky blue?");

    assertThat(rows().get(0).state()).isEqualTo(State.ANSWERING);
    assertThat(rows().get(0).preview()).isEqualTo("Why is the sky blue?");
    assertThat(rows().get(0).title()).isEqualTo("Why is the sky blue?");
  }

  @Test
  public void state_answered_showsTheAnswer() {
    answer(ask(create(), "Why?"), "Because.");

    assertThat(rows().get(0).state()).isEqualTo(State.IDLE);
    assertThat(rows().get(0).preview()).isEqualTo("Because.");
  }

  @Test
  public void state_afterTheProcessDied_isInterrupted() {
    Turn turn = ask(create(), "Why?");
    app.onDisk(() -> app.repository().saveProgress(turn.answerId(), "Bec", 1));

    app.restart();
    open();

    assertThat(rows().get(0).state()).isEqualTo(State.INTERRUPTED);
    assertThat(rows().get(0).preview()).isEqualTo("Bec");
  }

  @Test
  public void state_severalChats_newestFirst() {
    long first = create();
    answer(ask(first, "One?"), "1");
    long second = create();
    answer(ask(second, "Two?"), "2");
    assertThat(rows()).extracting(ChatRow::id).containsExactly(second, first);

    answer(ask(first, "More?"), "3");

    assertThat(rows()).extracting(ChatRow::id).containsExactly(first, second);
  }

  @Test
  public void rename_chat_changesItsRow() {
    long chat = create();
    answer(ask(chat, "Why?"), "Because.");

    list.rename(chat, "  Colours ");

    assertThat(rows().get(0).title()).isEqualTo("Colours");
  }

  @Test
  public void delete_thenUndo_bringsTheRowBack() {
    long chat = create();
    answer(ask(chat, "Why?"), "Because.");
    List<ChatRow> before = rows();

    list.delete(chat);
    assertThat(rows()).isEmpty();

    list.undoDelete(chat);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  public void purge_afterDelete_cannotBeUndone() {
    long chat = create();
    answer(ask(chat, "Why?"), "Because.");
    list.delete(chat);

    list.purge(chat);
    list.undoDelete(chat);

    assertThat(rows()).isEmpty();
  }

  @Test
  public void purge_ofAnEarlierSnackbar_leavesTheLaterDeleteUndoable() {
    long first = create();
    answer(ask(first, "One?"), "1");
    long second = create();
    answer(ask(second, "Two?"), "2");
    list.delete(first);
    list.delete(second);

    list.purge(first);
    list.undoDelete(second);

    assertThat(rows()).extracting(ChatRow::id).containsExactly(second);
  }

  private List<ChatRow> rows() {
    app.settle();
    ChatListState last = states.get(states.size() - 1);
    assertThat(last).isInstanceOf(ChatListState.Loaded.class);
    return ((ChatListState.Loaded) last).rows();
  }

  private long create() {
    List<Long> ids = new ArrayList<>();
    list.createChat(ids::add);
    app.settle();
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  private Turn ask(long chatId, String question) {
    return Objects.requireNonNull(app.<Turn>onDisk(() -> app.repository().ask(chatId, question)));
  }

  private void answer(Turn turn, String text) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, text, 1, null, null, null);
    app.onDisk(() -> app.repository().finish(turn.answerId(), end));
  }
}
