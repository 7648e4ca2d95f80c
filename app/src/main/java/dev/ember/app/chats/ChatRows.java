package dev.ember.app.chats;

import dev.ember.app.data.ChatSummary;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SearchHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Makes rows of what the repository tells. */
final class ChatRows {

  private static final Pattern MARKS =
      Pattern.compile("(?m)^ {0,3}(```\\w*|~~~\\w*|#{1,6} |> )|\\*\\*|`");

  private ChatRows() {}

  static List<ChatRow> of(List<ChatSummary> summaries, boolean archived) {
    List<ChatRow> rows = new ArrayList<>();
    for (ChatSummary summary : summaries) {
      ChatRow.State state = state(summary);
      String text = state == ChatRow.State.DRAFT ? summary.draft() : summary.lastText();
      rows.add(
          new ChatRow(
              summary.id(),
              summary.title(),
              oneLine(Objects.requireNonNullElse(text, "")),
              summary.updatedMs(),
              state,
              summary.lastTokens(),
              summary.pinned(),
              archived,
              null));
    }
    return rows;
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
    if (!summary.draft().isEmpty()) {
      return ChatRow.State.DRAFT;
    }
    return summary.lastStatus() == MessageStatus.INTERRUPTED
        ? ChatRow.State.INTERRUPTED
        : ChatRow.State.IDLE;
  }

  static List<ChatRow> found(List<SearchHit> hits, String query) {
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
              false,
              hit.archived(),
              new ChatRow.Found(hit.messageId(), terms)));
    }
    return rows;
  }
}
