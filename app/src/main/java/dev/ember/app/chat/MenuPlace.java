package dev.ember.app.chat;

import android.graphics.Rect;
import android.view.View;
import dev.ember.app.R;

/**
 * Where a message's menu hangs. Android gives a menu the room below or above the view that it
 * belongs to; beside a message that fills the screen it would have no row.
 */
final class MenuPlace {
  private MenuPlace() {}

  /**
   * The message, or the top of what is seen of it where there is no room beside it.
   *
   * @param rows of the menu
   */
  static View of(View message, int rows) {
    View point = message.getRootView().findViewById(R.id.menu_point);
    Rect seen = new Rect();
    if (point == null || hasRoomBeside(message, rows) || !message.getGlobalVisibleRect(seen)) {
      return message;
    }
    boolean mirrored = message.getLayoutDirection() == View.LAYOUT_DIRECTION_RTL;
    move(point, mirrored ? seen.right : seen.left, seen.top);
    return point;
  }

  private static boolean hasRoomBeside(View message, int rows) {
    Rect window = new Rect();
    message.getWindowVisibleDisplayFrame(window);
    int[] place = new int[2];
    message.getLocationOnScreen(place);
    int above = place[1] - window.top;
    int below = window.bottom - place[1] - message.getHeight();
    int needed = (rows + 1) * message.getResources().getDimensionPixelSize(R.dimen.touch);
    return Math.max(above, below) >= needed;
  }

  private static void move(View point, int x, int y) {
    int[] now = new int[2];
    point.getLocationInWindow(now);
    point.setTranslationX(point.getTranslationX() + x - now[0]);
    point.setTranslationY(point.getTranslationY() + y - now[1]);
  }
}
