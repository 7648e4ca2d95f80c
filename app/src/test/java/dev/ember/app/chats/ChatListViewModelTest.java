package dev.ember.app.chats;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.chats.ChatRow.State;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Turn;
import dev.ember.app.data.WhenFull;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.AppRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ChatListViewModelTest {
  private static final long SEARCH_MS = 150;

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
        .containsExactly(
            new ChatListState.Loading(),
            new ChatListState.Loaded(ChatListState.Showing.CHATS, "", List.of(), Set.of(), null));
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
    app.onDisk(() -> app.repository().turns().saveProgress(turn.answerId(), "Bec", 1));

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

    list.delete(List.of(chat));
    assertThat(rows()).isEmpty();
    assertThat(loaded().offer()).isEqualTo(new ChatListState.Offer(true, List.of(chat)));

    list.takeBack();
    assertThat(rows()).isEqualTo(before);
    assertThat(loaded().offer()).isNull();
  }

  @Test
  public void settleOffer_afterDelete_cannotBeUndone() {
    long chat = chat("Why?", "Because.");
    list.delete(List.of(chat));

    list.settleOffer();
    list.takeBack();

    assertThat(rows()).isEmpty();
    assertThat(app.count("SELECT COUNT(*) FROM chats")).isZero();
  }

  @Test
  public void delete_another_settlesTheOfferBefore() {
    long first = chat("One?", "1");
    long second = chat("Two?", "2");
    list.delete(List.of(first));
    list.delete(List.of(second));

    list.takeBack();

    assertThat(rows()).extracting(ChatRow::id).containsExactly(second);
  }

  @Test
  public void delete_processDies_offersNothingAfterwards() {
    long chat = chat("Why?", "Because.");
    list.delete(List.of(chat));

    app.restart();
    open();

    assertThat(rows()).isEmpty();
    assertThat(loaded().offer()).isNull();
  }

  @Test
  public void delete_several_comeBackTogether() {
    long first = chat("One?", "1");
    long second = chat("Two?", "2");
    list.toggle(first);
    list.toggle(second);
    assertThat(rows()).hasSize(2);
    assertThat(loaded().selected()).containsExactlyInAnyOrder(first, second);

    list.delete(List.of(first, second));
    assertThat(rows()).isEmpty();
    assertThat(loaded().selected()).isEmpty();

    list.takeBack();
    assertThat(rows()).hasSize(2);
  }

  @Test
  public void setPinned_older_standsFirstUnderItsHeading() {
    long first = chat("One?", "1");
    long second = chat("Two?", "2");

    list.setPinned(List.of(first), true);

    assertThat(rows()).extracting(ChatRow::id).containsExactly(first, second);
    assertThat(ChatListItem.of(loaded()))
        .extracting(ChatListItem::id)
        .containsExactly(0L, first, 1L, second);
    list.setPinned(List.of(first), false);
    rows();
    assertThat(ChatListItem.of(loaded())).hasSize(2);
  }

  @Test
  public void setArchived_chat_movesItAndCanBeTakenBack() {
    long chat = chat("Why?", "Because.");

    list.setArchived(List.of(chat), true);
    assertThat(rows()).isEmpty();
    assertThat(loaded().offer()).isEqualTo(new ChatListState.Offer(false, List.of(chat)));

    list.showArchive(true);
    assertThat(rows()).extracting(ChatRow::archived).containsExactly(true);

    list.takeBack();
    assertThat(rows()).isEmpty();
    list.showArchive(false);
    assertThat(rows()).hasSize(1);
  }

  @Test
  public void setArchived_pinned_isPinnedAgainWhenTakenBack() {
    long pinned = chat("One?", "whale");
    long other = chat("Two?", "whale");
    list.setPinned(List.of(pinned), true);
    List<ChatRow> before = rows();
    assertThat(before).extracting(ChatRow::pinned).containsExactly(true, false);

    list.setArchived(List.of(pinned, other), true);
    assertThat(rows()).isEmpty();
    list.takeBack();
    assertThat(rows()).isEqualTo(before);

    list.search("whale"); // from where they go and come back pinned
    app.advance(SEARCH_MS);
    app.settle();
    list.setArchived(List.of(pinned), true);
    list.takeBack();
    list.search("");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  public void createChat_untouchedWithAChoice_isAnsweredByTheDefault() {
    long chat = create();
    ModelLibrary library = app.scope().shelf().library();
    library.choose(chat, "large");
    assertThat(library.exported()).containsValue("large");

    assertThat(create()).isEqualTo(chat);
    assertThat(library.exported()).doesNotContainValue("large");

    app.onDisk(() -> app.repository().setWhenFull(chat, WhenFull.STOP));
    assertThat(create()).as("that one was touched").isNotEqualTo(chat);
  }

  @Test
  public void search_words_showsWhereTheyStand() {
    chat("One?", "A long answer that speaks of many things before it comes to the sea at last.");
    chat("Two?", "Nothing of the kind.");

    list.search("sea");
    app.advance(SEARCH_MS);

    assertThat(rows()).hasSize(1);
    assertThat(rows().get(0).preview()).startsWith("…").contains("sea");
    assertThat(loaded().query()).isEqualTo("sea");
    list.search("");
    assertThat(rows()).hasSize(2);
  }

  @Test
  public void search_nothingFound_saysForWhat() {
    chat("One?", "1");

    list.search("zebra");
    app.advance(SEARCH_MS);

    assertThat(rows()).isEmpty();
    assertThat(loaded().showing()).isEqualTo(ChatListState.Showing.SEARCH);
  }

  @Test
  public void search_foundChatDeleted_isGoneFromTheHits() {
    long chat = chat("One?", "whale");
    list.search("whale");
    app.advance(SEARCH_MS);
    assertThat(rows()).hasSize(1);

    list.delete(List.of(chat));
    assertThat(rows()).isEmpty();
    list.takeBack();
    assertThat(rows()).hasSize(1);
  }

  @Test
  public void search_foundChatPinnedAndNamed_saysSoAtOnce() {
    long chat = chat("One?", "whale");
    list.search("whale");
    app.advance(SEARCH_MS);

    list.setPinned(List.of(chat), true);
    list.rename(chat, "Of whales");
    assertThat(rows()).extracting(ChatRow::pinned).containsExactly(true);
    assertThat(rows()).extracting(ChatRow::title).containsExactly("Of whales");

    list.setPinned(List.of(chat), false);
    assertThat(rows()).extracting(ChatRow::pinned).containsExactly(false);
  }

  @Test
  public void createTemporaryChat_isNeverWrittenNorListed() {
    List<Long> ids = new ArrayList<>();
    list.createTemporaryChat(ids::add);
    app.settle();
    long chat = ids.get(0);
    ChatRepository memory = app.scope().repositoryOf(chat);
    app.onDisk(() -> memory.turns().ask(chat, "A secret?"));

    assertThat(ChatRepository.isTemporary(chat)).isTrue();
    assertThat(rows()).isEmpty();
    assertThat(app.count("SELECT COUNT(*) FROM messages")).isZero();
  }

  @Test
  public void state_messageDeletedElsewhere_rowChanges() {
    long chat = chat("Why?", "Because.");
    assertThat(rows().get(0).preview()).isEqualTo("Because.");
    long answer = app.newestMessage(chat).id();

    app.onDisk(() -> app.repository().deleteMessage(answer));
    assertThat(rows().get(0).preview()).isEqualTo("Why?");
    app.onDisk(() -> app.repository().undoDeleteMessage(answer));
    assertThat(rows().get(0).preview()).isEqualTo("Because.");
  }

  private List<ChatRow> rows() {
    app.settle();
    ChatListState last = states.get(states.size() - 1);
    assertThat(last).isInstanceOf(ChatListState.Loaded.class);
    return ((ChatListState.Loaded) last).rows();
  }

  private ChatListState.Loaded loaded() {
    return (ChatListState.Loaded) states.get(states.size() - 1);
  }

  private long chat(String question, String answer) {
    long chat = create();
    answer(ask(chat, question), answer);
    return chat;
  }

  private long create() {
    List<Long> ids = new ArrayList<>();
    list.createChat(ids::add);
    app.settle();
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  private Turn ask(long chatId, String question) {
    return Objects.requireNonNull(
        app.<Turn>onDisk(() -> app.repository().turns().ask(chatId, question)));
  }

  private void answer(Turn turn, String text) {
    AnswerEnd end = new AnswerEnd(MessageStatus.COMPLETE, text, 1, null, null, null);
    app.onDisk(() -> app.repository().turns().finish(turn.answerId(), end));
  }
}
