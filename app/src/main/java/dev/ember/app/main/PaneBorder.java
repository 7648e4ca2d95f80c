package dev.ember.app.main;

import android.graphics.Rect;
import android.view.View;
import android.view.ViewGroup.MarginLayoutParams;
import androidx.annotation.DimenRes;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/**
 * Where the list ends and what it leads to begins. On a hinge that divides the window, if there is
 * one, so that nothing is read across it; else where the width puts it, and the list is narrower
 * while a sheet stands beside the chat. Where a hinge, the chat and a sheet leave the chat too
 * little, the list steps aside: the chat has the one half of the window, the sheet the other.
 */
final class PaneBorder {
  /** A narrower list says too little of each chat. */
  private static final int LEAST_LIST_DP = 240;

  /** What a chat has on a small phone. */
  private static final int LEAST_CHAT_DP = 360;

  private final View content;
  private final View rail;
  private final View listSide;
  private final View listPane;
  private final View divider;
  private final View sheetPane;
  private @Nullable Rect hinge;
  private boolean chats = true;
  private boolean chat;
  private boolean sheet;

  /**
   * To be made in {@code onCreate}.
   *
   * @param listSide of a window that has room for two panes
   */
  PaneBorder(MainActivity activity, View listSide) {
    this.listSide = listSide;
    content = activity.findViewById(R.id.content);
    rail = activity.findViewById(R.id.navigation);
    listPane = ViewCompat.requireViewById(listSide, R.id.list_pane);
    divider = ViewCompat.requireViewById(listSide, R.id.list_divider);
    sheetPane = activity.findViewById(R.id.sheet_pane);
    content.addOnLayoutChangeListener(
        (view, left, top, right, bottom, oldLeft, oldTop, oldRight, oldBottom) -> {
          if (right - left != oldRight - oldLeft) {
            view.post(this::arrange); // once the rail has its width too
          }
        });
  }

  /** A hinge divides the window, or none does. */
  void hinge(@Nullable Rect place) {
    hinge = place;
    arrange();
  }

  /**
   * What lies beside the list.
   *
   * @param ofChats whether the list belongs there at all
   * @param openChat whether it is a chat
   */
  void beside(boolean ofChats, boolean openChat) {
    chats = ofChats;
    chat = openChat;
    arrange();
  }

  /** Whether a sheet is there too. */
  void sheet(boolean there) {
    sheet = there;
    arrange();
  }

  private void arrange() {
    Halves halves = halves();
    int gap = dimension(R.dimen.sheet_pane_gap);
    int sheetWidth = dimension(R.dimen.side_sheet);
    int usual = dimension(sheet ? R.dimen.list_pane_narrow : R.dimen.list_pane);
    boolean aside = false;
    if (halves == null) {
      place(listPane, usual, 0, 0);
      place(listSide, MarginLayoutParams.WRAP_CONTENT, 0, 0);
      place(sheetPane, sheetWidth, 0, gap);
    } else {
      int room = halves.second() - (sheet ? sheetWidth + gap : 0);
      aside = sheet && chat && room < px(LEAST_CHAT_DP);
      place(listPane, halves.list(), 0, 0);
      place(listSide, MarginLayoutParams.WRAP_CONTENT, 0, halves.hinge());
      place(sheetPane, aside ? halves.second() - gap : sheetWidth, aside ? halves.hinge() : 0, gap);
    }
    listSide.setVisibility(chats && !aside ? View.VISIBLE : View.GONE);
  }

  /**
   * A divided window, in pixels.
   *
   * @param list the width of the list that ends where the hinge begins
   * @param hinge how wide it is; 0 if it is a fold
   * @param second the width of what lies behind it
   */
  private record Halves(int list, int hinge, int second) {}

  /**
   * Null if nothing divides the window, or it leaves one of the two too little, or nothing is laid
   * out yet.
   */
  private @Nullable Halves halves() {
    Rect place = hinge;
    if (place == null || content.getWidth() == 0) {
      return null;
    }
    boolean rtl = content.getLayoutDirection() == View.LAYOUT_DIRECTION_RTL;
    int width = content.getWidth();
    int[] origin = new int[2];
    content.getLocationInWindow(origin);
    int first = rtl ? width - (place.right - origin[0]) : place.left - origin[0];
    int list = first - rail.getWidth() - divider.getLayoutParams().width;
    int second = width - first - place.width();
    boolean roomy = list >= px(LEAST_LIST_DP) && second >= px(LEAST_CHAT_DP);
    return roomy ? new Halves(list, place.width(), second) : null;
  }

  private static void place(View view, int width, int marginStart, int marginEnd) {
    MarginLayoutParams place = (MarginLayoutParams) view.getLayoutParams();
    place.width = width;
    place.setMarginStart(marginStart);
    place.setMarginEnd(marginEnd);
    view.setLayoutParams(place);
  }

  private int dimension(@DimenRes int id) {
    return content.getResources().getDimensionPixelSize(id);
  }

  private int px(int dp) {
    return Math.round(dp * content.getResources().getDisplayMetrics().density);
  }
}
