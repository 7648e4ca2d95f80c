package dev.ember.app.inside;

import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.recyclerview.widget.GridLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.lessons.LessonsModel;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.SystemInsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where looking inside begins: a card for each screen. */
public final class InsideFragment extends Fragment {
  /** From this font scale on, a phone's width is enough for the words of one card. */
  private static final float ONE_COLUMN_FROM = 1.5f;

  /** A phone in upright position. */
  private static final int PHONE_COLUMNS = 2;

  public InsideFragment() {
    super(R.layout.fragment_inside);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    View bar = ViewCompat.requireViewById(root, R.id.inside_home_bar);
    SystemInsets.pad(root, bar);
    RecyclerView cards = ViewCompat.requireViewById(root, R.id.inside_cards);
    InsideCards adapter = new InsideCards(new Listener());
    int columns = columns();
    GridLayoutManager grid = new GridLayoutManager(requireContext(), columns);
    grid.setSpanSizeLookup(adapter.spans(columns));
    cards.setLayoutManager(grid);
    cards.setItemAnimator(null);
    cards.setAdapter(adapter);
    BarTone.follow(cards, bar);
    ViewCompat.requireViewById(root, R.id.all_lessons)
        .setOnClickListener(view -> leave(InsideHost::openLessons));
    LessonsModel.of(requireActivity()).state().observe(getViewLifecycleOwner(), adapter::show);
  }

  private int columns() {
    int columns = getResources().getInteger(R.integer.inside_columns);
    boolean large = getResources().getConfiguration().fontScale >= ONE_COLUMN_FROM;
    return large && columns == PHONE_COLUMNS ? 1 : columns;
  }

  private void leave(Consumer<InsideHost> way) {
    if (isAdded() && !isStateSaved()) {
      way.accept((InsideHost) requireActivity());
    }
  }

  /** At the newest answer; where there is none, to the page that says what to do. */
  private void openWhy() {
    AppScope scope = AppScope.of(requireContext());
    ChatRepository chats = scope.repository();
    chats.submit(
        () -> {
          MessageEntity newest = chats.newestAnswer();
          scope.executors().main().execute(() -> leave(host -> openWhy(host, newest)));
        });
  }

  private static void openWhy(InsideHost host, @Nullable MessageEntity newest) {
    if (newest == null) {
      host.openInside(InsideScreen.WHY, InsideText.NONE);
    } else {
      host.openWhy(newest.chatId(), newest.id());
    }
  }

  private final class Listener implements InsideCards.Listener {
    @Override
    public void open(InsideScreen screen) {
      if (screen == InsideScreen.WHY) {
        openWhy();
      } else {
        leave(host -> host.openInside(screen, InsideText.NONE));
      }
    }

    @Override
    public void openLesson(int lesson) {
      leave(host -> host.openLesson(lesson));
    }
  }
}
