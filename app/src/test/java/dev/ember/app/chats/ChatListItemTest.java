package dev.ember.app.chats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** The lines of a list, which are made on the main thread. */
public final class ChatListItemTest {
  private static final int ROWS = 5_000;

  /**
   * An object of 24 bytes and its place in a list that grows: a list of all the chats that anybody
   * has is some hundred kilobytes of references, and no text of it is looked at. A text of 40
   * characters would be more.
   */
  private static final int MOST_BYTES_A_ROW = 64;

  @Test
  public void of_fiveThousandRows_copiesNoneOfThem() {
    ChatListState.Loaded list = list();
    ChatListItem.of(list); // loads the classes
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    List<ChatListItem> items = ChatListItem.of(list);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(items).hasSize(ROWS + 2); // two headings
    assertThat(((ChatListItem.Chat) items.get(1)).row()).isSameAs(list.rows().get(0));
    assertThat((double) bytes / ROWS).isLessThan(MOST_BYTES_A_ROW);
  }

  private static ChatListState.Loaded list() {
    List<ChatRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String words = "Words of the last message of chat " + i;
      rows.add(new ChatRow(i, "Chat " + i, words, i, ChatRow.State.IDLE, 2, i < 3, false, null));
    }
    return new ChatListState.Loaded(
        ChatListState.Showing.CHATS, "", rows, Set.of(7L, 4_711L), null);
  }
}
