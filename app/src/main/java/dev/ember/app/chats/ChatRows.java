package dev.ember.app.chats;

import dev.ember.app.concurrent.SingleThread;
import dev.ember.app.data.ChatSummary;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SearchHit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of what the repository tells: of chats that have not changed since it told last, those
 * that it made then.
 *
 * <h2>Threading model</h2>
 *
 * The rows thread.
 */
final class ChatRows {

  private static final Pattern MARKS =
      Pattern.compile("(?m)^ {0,3}(```\\w*|~~~\\w*|#{1,6} |> )|\\*\\*|`");

  private final SingleThread thread;
  private Map<Long, Made> last = Map.of();

  private record Made(ChatSummary of, ChatRow row) {}

  ChatRows(SingleThread thread) {
    this.thread = thread;
  }

  List<ChatRow> of(List<ChatSummary> summaries, boolean archived) {
    thread.assertCurrent();
    Map<Long, Made> made = new HashMap<>();
    List<ChatRow> rows = new ArrayList<>(summaries.size());
    for (ChatSummary summary : summaries) {
      Made now = made(summary, archived);
      made.put(summary.id(), now);
      rows.add(now.row());
    }
    last = made;
    return List.copyOf(rows);
  }

  private Made made(ChatSummary summary, boolean archived) {
    Made before = last.get(summary.id());
    return before != null && before.of().equals(summary) && before.row().archived() == archived
        ? before
        : new Made(summary, row(summary, archived));
  }

  private static ChatRow row(ChatSummary summary, boolean archived) {
    ChatRow.State state = state(summary);
    String text = state == ChatRow.State.DRAFT ? unsent(summary) : summary.lastText();
    return new ChatRow(
        summary.id(),
        summary.title(),
        oneLine(Objects.requireNonNullElse(text, "")),
        summary.updatedMs(),
        state,
        summary.lastTokens(),
        summary.pinned(),
        archived,
        null);
  }

  /** The words, or where there is but a file its name. */
  private static @Nullable String unsent(ChatSummary summary) {
    return summary.draft().isEmpty() ? summary.attached() : summary.draft();
  }

  /** Without what Markdown only draws. */
  private static String oneLine(String text) {
    String plain = MARKS.matcher(text).replaceAll("");
    return plain.trim().replaceAll("\\s+", " ");
  }

  /** What is happening comes before what is waiting, and that before what has happened. */
  private static ChatRow.State state(ChatSummary summary) {
    if (summary.lastStatus() == MessageStatus.STREAMING) {
      return ChatRow.State.ANSWERING;
    }
    if (!summary.draft().isEmpty() || summary.attached() != null) {
      return ChatRow.State.DRAFT;
    }
    return summary.lastStatus() == MessageStatus.INTERRUPTED
        ? ChatRow.State.INTERRUPTED
        : ChatRow.State.IDLE;
  }

  List<ChatRow> found(List<SearchHit> hits, String query) {
    thread.assertCurrent();
    List<String> terms = Highlight.terms(query);
    List<ChatRow> rows = new ArrayList<>();
    for (SearchHit hit : hits) {
      String text = hit.body() == null ? "" : Highlight.excerpt(oneLine(hit.body()), terms);
      rows.add(
          new ChatRow(
              hit.id(),
              hit.title(),
              text,
              hit.updatedMs(),
              ChatRow.State.IDLE,
              0,
              hit.pinned(),
              hit.archived(),
              new ChatRow.Found(hit.messageId(), terms)));
    }
    return List.copyOf(rows);
  }
}
