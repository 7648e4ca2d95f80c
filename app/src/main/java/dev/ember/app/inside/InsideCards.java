package dev.ember.app.inside;

import android.content.Context;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.recyclerview.widget.GridLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.inside.lessons.Lesson;
import dev.ember.app.inside.lessons.LessonBars;
import dev.ember.app.inside.lessons.LessonsState;
import dev.ember.app.inside.page.InsideScreen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lesson to go on with, and under their heading the cards of the screens. */
final class InsideCards extends RecyclerView.Adapter<InsideCards.Holder> {
  private static final int LESSON = 0;
  private static final int HEADING = 1;
  private static final int FIRST_CARD = 2;

  private final List<InsideScreen> screens = InsideScreens.all();
  private final Listener listener;
  private @Nullable LessonsState lessons;

  /** What a tap asks for. */
  interface Listener {
    void open(InsideScreen screen);

    void openLesson(int lesson);
  }

  InsideCards(Listener listener) {
    this.listener = listener;
  }

  /** Shows how far the reader of the lessons is. */
  void show(LessonsState state) {
    lessons = state;
    notifyItemChanged(LESSON);
  }

  /** One view of the grid. */
  static final class Holder extends RecyclerView.ViewHolder {
    Holder(View view) {
      super(view);
    }
  }

  @Override
  public int getItemCount() {
    return screens.size() + FIRST_CARD;
  }

  @Override
  public int getItemViewType(int position) {
    if (position == LESSON) {
      return R.layout.item_inside_lesson;
    }
    if (position == HEADING) {
      return R.layout.item_inside_heading;
    }
    return screenAt(position) == InsideScreen.LABELLER
        ? R.layout.item_inside_wide
        : R.layout.item_inside_card;
  }

  private InsideScreen screenAt(int position) {
    return screens.get(position - FIRST_CARD);
  }

  /** What stands over the whole width. */
  GridLayoutManager.SpanSizeLookup spans(int columns) {
    return new GridLayoutManager.SpanSizeLookup() {
      @Override
      public int getSpanSize(int position) {
        return getItemViewType(position) == R.layout.item_inside_card ? 1 : columns;
      }
    };
  }

  @Override
  public Holder onCreateViewHolder(ViewGroup parent, int viewType) {
    return new Holder(LayoutInflater.from(parent.getContext()).inflate(viewType, parent, false));
  }

  @Override
  public void onBindViewHolder(Holder holder, int position) {
    if (position == LESSON) {
      bindLesson(holder.itemView);
    } else if (position >= FIRST_CARD) {
      bindCard(holder.itemView, screenAt(position));
    }
  }

  private void bindLesson(View card) {
    LessonsState state = lessons;
    card.setVisibility(state == null ? View.INVISIBLE : View.VISIBLE);
    if (state == null) {
      return;
    }
    Context context = card.getContext();
    Lesson lesson = Lesson.values()[state.at()];
    int minutes = lesson.minutes(context);
    String place = context.getString(R.string.lesson_place, state.at() + 1, Lesson.COUNT);
    String takes =
        context.getResources().getQuantityString(R.plurals.lesson_minutes, minutes, minutes);
    String line = place + context.getString(R.string.stats_join) + takes;
    String title = context.getString(lesson.title());
    String summary =
        context.getString(state.finished() ? R.string.lessons_all_read : lesson.summary());
    set(card, R.id.lesson_line, line);
    set(card, R.id.lesson_title, title);
    set(card, R.id.lesson_summary, summary);
    ViewCompat.<LessonBars>requireViewById(card, R.id.lesson_bars).show(state.read());
    card.setContentDescription(
        context.getString(
            R.string.lesson_card_spoken, line, title, summary, state.read().size(), Lesson.COUNT));
    card.setOnClickListener(view -> listener.openLesson(state.at()));
  }

  private static void set(View card, int id, String text) {
    ViewCompat.<TextView>requireViewById(card, id).setText(text);
  }

  private void bindCard(View card, InsideScreen screen) {
    ViewCompat.<ImageView>requireViewById(card, R.id.inside_card_icon)
        .setImageResource(screen.icon());
    ViewCompat.<TextView>requireViewById(card, R.id.inside_card_title).setText(screen.title());
    ViewCompat.<TextView>requireViewById(card, R.id.inside_card_line).setText(screen.line());
    card.setOnClickListener(view -> listener.open(screen));
  }
}
