package dev.ember.app.inside.lessons;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.widget.SystemInsets;
import org.jspecify.annotations.Nullable;

/** The list of lessons, with those that were read. */
public final class LessonsFragment extends Fragment {

  public LessonsFragment() {
    super(R.layout.fragment_lessons);
  }

  private InsideHost host() {
    return (InsideHost) requireActivity();
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.lessons_title);
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host().closePage(this));
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.lessons);
    for (Lesson lesson : Lesson.values()) {
      View row = getLayoutInflater().inflate(R.layout.row_lesson, rows, false);
      rows.addView(row);
      row.setOnClickListener(view -> open(lesson.ordinal()));
    }
    LessonsModel.of(requireActivity())
        .state()
        .observe(getViewLifecycleOwner(), state -> show(rows, state));
  }

  private void open(int lesson) {
    if (!isStateSaved()) {
      host().openLesson(lesson);
    }
  }

  private void show(ViewGroup rows, LessonsState state) {
    for (Lesson lesson : Lesson.values()) {
      View row = rows.getChildAt(lesson.ordinal());
      boolean read = state.read().contains(lesson.ordinal());
      set(row, R.id.lesson_number, String.valueOf(lesson.ordinal() + 1));
      set(row, R.id.lesson_title, getString(lesson.title()));
      set(row, R.id.lesson_summary, getString(lesson.summary()));
      ImageView mark = ViewCompat.requireViewById(row, R.id.lesson_mark);
      mark.setImageResource(read ? R.drawable.ic_24_check : R.drawable.ic_24_chevron_end);
      mark.setContentDescription(read ? getString(R.string.lesson_read) : null);
      mark.setImportantForAccessibility(
          read ? View.IMPORTANT_FOR_ACCESSIBILITY_YES : View.IMPORTANT_FOR_ACCESSIBILITY_NO);
    }
  }

  private static void set(View row, int id, String text) {
    ViewCompat.<TextView>requireViewById(row, id).setText(text);
  }
}
