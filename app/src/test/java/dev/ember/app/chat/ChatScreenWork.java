package dev.ember.app.chat;

import androidx.recyclerview.widget.RecyclerView;
import java.util.Objects;

/** What the rows of a chat have cost the main thread. */
public final class ChatScreenWork {

  private ChatScreenWork() {}

  /** Texts of answers that were parsed when their row was bound. */
  public static int textsDrawnLate(RecyclerView messages) {
    MessageAdapter rows = (MessageAdapter) Objects.requireNonNull(messages.getAdapter(), "rows");
    return rows.markdown().drawnLate();
  }
}
