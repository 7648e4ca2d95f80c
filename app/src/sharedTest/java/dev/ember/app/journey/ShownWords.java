package dev.ember.app.journey;

import android.app.Activity;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.markdown.MarkdownView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be read on the screen at this moment. Main thread. */
final class ShownWords {
  private ShownWords() {}

  /** All of it. */
  static List<String> all(Activity activity) {
    List<String> words = new ArrayList<>();
    collect(activity.findViewById(R.id.screen), words);
    return words;
  }

  private static void collect(View view, List<String> words) {
    if (view instanceof TextView text && text.isShown()) {
      words.add(text.getText().toString());
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), words);
      }
    }
  }

  /** An answer, which may still be written. */
  record Answer(String text, boolean growing) {}

  /** The lowest of the open chat; null if there is none. */
  static @Nullable Answer newestAnswer(Activity activity) {
    RecyclerView rows = activity.findViewById(R.id.messages);
    @Nullable Answer newest = null;
    for (int i = 0; i < rows.getChildCount(); i++) {
      View text = rows.getChildAt(i).findViewById(R.id.answer);
      if (text instanceof MarkdownView answer) {
        newest = new Answer(answer.source(), answer.growing());
      }
    }
    return newest;
  }

  /** The one right below a question of the open chat; null if there is none. */
  static @Nullable Answer answerTo(String question, Activity activity) {
    RecyclerView rows = activity.findViewById(R.id.messages);
    boolean below = false;
    for (int i = 0; i < rows.getChildCount(); i++) {
      View row = rows.getChildAt(i);
      TextView asked = row.findViewById(R.id.question);
      if (asked != null) {
        below = asked.getText().toString().equals(question);
      } else if (below && row.findViewById(R.id.answer) instanceof MarkdownView answer) {
        return new Answer(answer.source(), answer.growing());
      }
    }
    return null;
  }
}
