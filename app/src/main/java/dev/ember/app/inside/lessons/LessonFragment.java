package dev.ember.app.inside.lessons;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.ScrollView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One lesson, with something to try at its end. */
public final class LessonFragment extends Fragment {
  private static final String LESSON = "lesson";

  private int lesson;

  public LessonFragment() {
    super(R.layout.fragment_lesson);
  }

  /**
   * @param lesson from 0
   */
  public static LessonFragment of(int lesson) {
    Bundle arguments = new Bundle();
    arguments.putInt(LESSON, lesson);
    LessonFragment fragment = new LessonFragment();
    fragment.setArguments(arguments);
    return fragment;
  }

  @Override
  public void onCreate(@Nullable Bundle savedState) {
    super.onCreate(savedState);
    Bundle from = savedState == null ? requireArguments() : savedState;
    lesson = from.getInt(LESSON);
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    state.putInt(LESSON, lesson);
  }

  private LessonsModel model() {
    return LessonsModel.of(requireActivity());
  }

  private InsideHost host() {
    return (InsideHost) requireActivity();
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    click(root, R.id.page_back, () -> host().closePage(this));
    click(root, R.id.lesson_try, this::tryIt);
    click(root, R.id.lesson_next, this::next);
    click(root, R.id.lesson_previous, () -> turnTo(root, lesson - 1));
    model()
        .state()
        .observe(
            getViewLifecycleOwner(),
            state ->
                ViewCompat.<LessonBars>requireViewById(root, R.id.lesson_bars).show(state.read()));
    show(root);
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void show(View root) {
    Lesson shown = Lesson.values()[lesson];
    set(root, R.id.page_title, getString(R.string.lesson_place, lesson + 1, Lesson.COUNT));
    set(root, R.id.lesson_title, getString(shown.title()));
    set(root, R.id.lesson_summary, getString(shown.summary()));
    set(root, R.id.lesson_try, getString(shown.tryIt()));
    boolean canTry = host().hasInside(shown.screen());
    visible(root, R.id.lesson_try_card, canTry);
    set(root, R.id.lesson_try_text, getString(shown.tryText()));
    visible(root, R.id.lesson_try_text, !shown.isOfAChat());
    Button next = ViewCompat.requireViewById(root, R.id.lesson_next);
    next.setText(isLast() ? R.string.lesson_finish : R.string.lesson_next);
    visible(root, R.id.lesson_previous, lesson > 0);
    fill(ViewCompat.requireViewById(root, R.id.lesson_body), shown.paragraphs(requireContext()));
    if (!isStateSaved()) {
      model().opened(lesson);
    }
  }

  private void fill(ViewGroup body, List<String> paragraphs) {
    body.removeAllViews();
    for (String paragraph : paragraphs) {
      TextView text =
          (TextView) getLayoutInflater().inflate(R.layout.lesson_paragraph, body, false);
      text.setText(paragraph);
      body.addView(text);
    }
  }

  private boolean isLast() {
    return lesson == Lesson.COUNT - 1;
  }

  private void next() {
    model().read(lesson);
    if (isLast()) {
      host().closePage(this);
    } else {
      turnTo(requireView(), lesson + 1);
    }
  }

  private void turnTo(View root, int other) {
    lesson = other;
    show(root);
    ScrollView page = ViewCompat.requireViewById(root, R.id.lesson_scroll);
    page.scrollTo(0, 0);
    ViewCompat.requireViewById(root, R.id.lesson_title).requestFocus();
  }

  private void tryIt() {
    if (isStateSaved()) {
      return;
    }
    Lesson shown = Lesson.values()[lesson];
    model().read(lesson);
    host().openInside(shown.screen(), InsideText.of(getString(shown.tryText())));
  }

  private static void set(View root, int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }

  private static void visible(View root, int id, boolean visible) {
    ViewCompat.requireViewById(root, id).setVisibility(visible ? View.VISIBLE : View.GONE);
  }
}
