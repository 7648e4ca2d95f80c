package dev.ember.app.widget;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelState;

/** What screens say of a load that is a risk. Whether to take it is asked in a chat alone. */
public final class RiskWords {

  private RiskWords() {}

  /** What a model needs, and what the phone has. */
  public static String memory(Context context, LoadRisk.LittleMemory memory) {
    return context.getString(
        R.string.load_failed_memory,
        ByteSize.text(context, memory.neededBytes()),
        ByteSize.text(context, memory.freeBytes()));
  }

  /** Where a risk is asked about, or what went wrong where it is none; not for chats. */
  public static String elsewhere(Context context, ModelState.Failed failed) {
    return failed.risk() == null ? failed.detail() : context.getString(R.string.load_ask_in_chat);
  }

  /**
   * The same where it is one sentence.
   *
   * @param broken says what went wrong, with a place for its detail
   */
  @StringRes
  public static int sentence(ModelState.Failed failed, @StringRes int broken) {
    return failed.risk() == null ? broken : R.string.load_ask_in_chat;
  }
}
