package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.view.View;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatScreenWork;
import dev.ember.inference.backend.FakeBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * What a frame of scrolling costs the main thread in a large history, counted and not timed: the
 * rows that come into sight are bound, hardly any is inflated, no text is parsed, and what is read
 * from the database (which refuses the main thread) comes a page at a time.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ScrollWorkTest {
  /** A quick flick: half a screen in each frame. */
  private static final int FRAME_PX = 800;

  private static final int LIST_FRAMES = 60;
  private static final int CHAT_FRAMES = 40;
  private static final int ROWS = 800;

  /** RecyclerView keeps two rows of each kind beside those in sight, and looks two ahead. */
  private static final int SPARE_ROWS = 8;

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void script() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void list_ofFiveThousandChats_bindsTheRowsThatComeIntoSight() {
    screen
        .app()
        .execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                + " INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt,"
                + " draft) SELECT i, 'Chat ' || i, 0, i, i, '', '' FROM n",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                + " INSERT INTO messages (id, chatId, parentId, active, role, body, status,"
                + " tokens, createdMs, pinned) SELECT i, 1 + (i - 1) / 20,"
                + " CASE WHEN (i - 1) % 20 = 0 THEN NULL ELSE i - 1 END, 1,"
                + " CASE WHEN i % 2 THEN 'USER' ELSE 'ASSISTANT' END, 'Words ' || i,"
                + " 'COMPLETE', 2, i, 0 FROM n");
    screen.launch();

    Work work = scroll(R.id.chats, FRAME_PX, LIST_FRAMES);
    int rowPx = screen.read(activity -> activity.findViewById(R.id.chat_row).getHeight());
    assertThat(work.frames).allMatch(attached -> attached <= FRAME_PX / rowPx + 2);
    assertThat(work.views.size()).isLessThanOrEqualTo(work.inSight + SPARE_ROWS);
    assertThat(work.frames.stream().mapToInt(Integer::intValue).sum())
        .as("rows that were scrolled past")
        .isGreaterThan(LIST_FRAMES * FRAME_PX / rowPx / 2);
  }

  @Test
  public void chat_ofFourHundredAnswers_parsesNothingWhileOneScrolls() {
    screen
        .app()
        .execute(
            "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft)"
                + " VALUES (1, 'Long', 0, 1, 1, '', '')",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)"
                + " INSERT INTO messages (id, chatId, parentId, active, role, body, status,"
                + " tokens, createdMs, pinned) SELECT i, 1,"
                + " CASE WHEN i = 1 THEN NULL ELSE i - 1 END, 1,"
                + " CASE WHEN i % 2 THEN 'USER' ELSE 'ASSISTANT' END,"
                + " 'Some **bold** words, number ' || i || '.' || char(10) || char(10)"
                + " || '- one' || char(10) || '- two', 'COMPLETE', 2, i, 0 FROM n");
    screen.launchChat();

    Work work = scroll(R.id.messages, -FRAME_PX, CHAT_FRAMES);
    assertThat(work.views.size()).isLessThanOrEqualTo(work.inSight + 2 * SPARE_ROWS);
    assertThat(work.frames).as("rows that came into sight").allMatch(attached -> attached > 0);
    assertThat(screen.<Integer>read(ScrollWorkTest::firstMessage))
        .as("the row where one has got to")
        .isBetween(1, ROWS - 2 * CHAT_FRAMES);
    assertThat(screen.<Integer>read(a -> ChatScreenWork.textsDrawnLate(rows(a, R.id.messages))))
        .as("texts parsed on the main thread")
        .isZero();
  }

  /**
   * @param frames rows that came into sight, frame by frame
   * @param views every row's view
   * @param inSight rows on the screen at the beginning
   */
  private record Work(List<Integer> frames, Set<View> views, int inSight) {}

  private Work scroll(int list, int framePx, int frames) {
    Set<View> views = Collections.newSetFromMap(new IdentityHashMap<>());
    int[] attached = {0};
    int inSight =
        screen.read(
            activity -> {
              RecyclerView rows = rows(activity, list);
              for (int i = 0; i < rows.getChildCount(); i++) {
                views.add(rows.getChildAt(i));
              }
              rows.addOnChildAttachStateChangeListener(
                  new RecyclerView.OnChildAttachStateChangeListener() {
                    @Override
                    public void onChildViewAttachedToWindow(View row) {
                      views.add(row);
                      attached[0]++;
                    }

                    @Override
                    public void onChildViewDetachedFromWindow(View row) {}
                  });
              return rows.getChildCount();
            });
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      attached[0] = 0;
      screen.with(activity -> rows(activity, list).scrollBy(0, framePx));
      counts.add(attached[0]);
      screen.settle();
    }
    return new Work(counts, views, inSight);
  }

  private static int firstMessage(Activity activity) {
    RecyclerView rows = rows(activity, R.id.messages);
    return rows.getChildAdapterPosition(rows.getChildAt(0));
  }

  private static RecyclerView rows(Activity activity, int list) {
    return activity.findViewById(list);
  }
}
