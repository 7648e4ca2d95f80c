package dev.ember.app.chats;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.chats.ChatRow.State;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a list of 5,000 chats with 100,000 messages costs, counted and not timed. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class LargeListTest {
  private static final long SAVE_MS = 500;
  private static final long SEARCH_MS = 150;

  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private final List<ChatListState> states = new ArrayList<>();
  private ChatListViewModel list;

  @Before
  public void open() {
    list = new ChatListViewModel(app.scope());
    list.state().observeForever(states::add);
  }

  @Test
  public void state_fiveThousandChats_areReadAPageAtATime() {
    storeFiveThousandChats();

    assertThat(rows()).hasSize(ChatListQuery.PAGE);
    assertThat(rows().get(0).preview()).isEqualTo("Words 100000");

    list.wantMore();
    assertThat(rows()).hasSize(2 * ChatListQuery.PAGE);
    list.wantMore();
    list.wantMore(); // asked again before the rows are there
    assertThat(rows()).hasSize(3 * ChatListQuery.PAGE);
    assertThat(app.messages(2_500)).hasSize(20);
  }

  @Test
  public void state_fiveThousandChats_onlyRowsThatChangeAreMadeAndNoneOnTheMainThread() {
    storeFiveThousandChats();
    List<ChatRow> page = rows();
    list.wantMore();
    List<ChatRow> pages = rows();
    for (int i = 0; i < page.size(); i++) {
      assertThat(pages.get(i)).as("row %d of the page before", i).isSameAs(page.get(i));
    }

    Steps makingRows = new Steps();
    app.scope().executors().rows().execute(makingRows::arrive);
    makingRows.awaitFirst();
    app.onDisk(
        () ->
            app.execute(
                "UPDATE messages SET body = 'Other' WHERE id = 100000",
                "UPDATE chats SET archived = 0 WHERE id = 5000"));
    app.settleAround();
    assertThat(loaded().rows()).as("while their thread stands still").isSameAs(pages);

    makingRows.release();
    List<ChatRow> changed = rows();
    assertThat(changed.get(0).preview()).isEqualTo("Other");
    for (int i = 1; i < pages.size(); i++) {
      assertThat(changed.get(i)).as("row %d", i).isSameAs(pages.get(i));
    }
  }

  @Test
  public void state_fiveThousandChatsAndOneIsAnswered_itAloneIsReadAgain() {
    storeFiveThousandChats();
    app.onDisk(() -> app.execute("UPDATE chats SET updatedMs = updatedMs - 10000"));
    rows();
    list.wantMore();
    assertThat(rows()).hasSize(2 * ChatListQuery.PAGE);
    List<Integer> read = new ArrayList<>();
    app.repository()
        .observeSummaries(false, 2 * ChatListQuery.PAGE)
        .observeForever(found -> read.add(found.size()));
    Steps steps = model.stepByStep();
    app.engine().send(4_950, "Why?");
    steps.awaitFirst();
    app.settleAround();
    app.repository()
        .observeSummaries(List.of(4_950L))
        .observeForever(found -> read.add(found.size()));
    app.settleAround();
    read.clear();

    for (int saves = 1; saves <= 3; saves++) {
      steps.step(2);
      app.advance(SAVE_MS);
      app.settleAround();
      assertThat(read).as("summaries that were read").isNotEmpty().containsOnly(1);
      read.clear();
    }
    ChatRow answering = shownRows().get(0);
    assertThat(answering.id()).isEqualTo(4_950);
    assertThat(answering.state()).isEqualTo(State.ANSWERING);
    assertThat(answering.preview()).startsWith("B").isNotEqualTo("Because.");
    steps.release();
    assertThat(rows().get(0).preview()).isEqualTo("Because.");
    assertThat(rows().get(0).state()).isEqualTo(State.IDLE);
    assertThat(rows()).hasSize(2 * ChatListQuery.PAGE);
  }

  @Test
  public void search_lettersWhileTheDiskIsBusy_onlyTheNewestIsLookedFor() {
    storeFiveThousandChats();
    index();
    rows();
    Steps disk = new Steps();
    app.scope().executors().disk().execute(disk::arrive);
    disk.awaitFirst();
    long before = app.scope().executors().tasksGiven();

    for (String typed : List.of("w", "wo", "wor", "words", "words 4", "words 4711")) {
      list.search(typed);
      app.advance(SEARCH_MS);
    }
    assertThat(app.scope().executors().tasksGiven() - before)
        .as("searches that wait for the disk")
        .isEqualTo(6);
    disk.release();

    assertThat(rows()).extracting(ChatRow::id).containsExactly(2_356L, 236L);
    assertThat(loaded().query()).isEqualTo("words 4711");
    assertThat(searched()).as("queries that were answered").containsExactly("words 4711");
  }

  @Test
  public void search_hundredThousandMessages_hasTheNewestChatsAndNoMoreThanAreRead() {
    storeFiveThousandChats();
    index();

    list.search("words");
    app.advance(SEARCH_MS);
    assertThat(rows()).hasSize(200);
    assertThat(rows().get(0).id()).isEqualTo(5_000);
    assertThat(rows().get(0).preview()).isEqualTo("Words 100000");
    list.search("words 1234");
    app.advance(SEARCH_MS);
    assertThat(rows()).as("it begins other numbers").hasSize(3);
    list.search("zebra");
    app.advance(SEARCH_MS);
    assertThat(rows()).isEmpty();
  }

  /** What the screen was shown hits of. */
  private List<String> searched() {
    List<String> queries = new ArrayList<>();
    for (ChatListState each : states) {
      if (each instanceof ChatListState.Loaded loaded
          && loaded.showing() == ChatListState.Showing.SEARCH
          && !queries.contains(loaded.query())) {
        queries.add(loaded.query());
      }
    }
    return queries;
  }

  @Test
  public void search_lettersThatComeFast_areLookedForOnceAndAtLast() {
    storeFiveThousandChats();
    index();
    rows();
    long before = app.scope().executors().tasksGiven();

    for (String typed : List.of("w", "wo", "wor", "words", "words 4711")) {
      app.advance(SEARCH_MS - 1);
      list.search(typed);
    }
    app.advance(SEARCH_MS - 1);
    assertThat(app.scope().executors().tasksGiven()).as("not yet").isEqualTo(before);
    app.advance(1);
    assertThat(rows()).hasSize(2);
    assertThat(searched()).containsExactly("words 4711");
  }

  /** As the app does it, of words that need no cutting. */
  private void index() {
    app.onDisk(
        () ->
            app.execute(
                "INSERT INTO search (rowid, chatId, words)"
                    + " SELECT id, chatId, lower(body) FROM messages"));
  }

  private void storeFiveThousandChats() {
    app.onDisk(
        () ->
            app.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                    + " INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs,"
                    + " systemPrompt, draft) SELECT i, 'Chat ' || i, 0, i, i, '', '' FROM n",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                    + " INSERT INTO messages (id, chatId, parentId, active, role, body, status,"
                    + " tokens, createdMs, pinned) SELECT i, 1 + (i - 1) / 20,"
                    + " CASE WHEN (i - 1) % 20 = 0 THEN NULL ELSE i - 1 END, 1,"
                    + " CASE WHEN i % 2 THEN 'USER' ELSE 'ASSISTANT' END, 'Words ' || i,"
                    + " 'COMPLETE', 2, i, 0 FROM n"));
  }

  private List<ChatRow> rows() {
    app.settle();
    return shownRows();
  }

  private List<ChatRow> shownRows() {
    return loaded().rows();
  }

  private ChatListState.Loaded loaded() {
    return (ChatListState.Loaded) states.get(states.size() - 1);
  }
}
