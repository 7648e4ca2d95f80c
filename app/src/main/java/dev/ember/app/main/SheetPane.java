package dev.ember.app.main;

import android.view.View;
import android.view.ViewGroup;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.widget.SystemInsets;
import org.jspecify.annotations.Nullable;

/**
 * The place beside a chat for a sheet about it, or about a replay, from 1,100 dp of width on: the
 * chat stays in use. While it is there the list is narrower. In a narrower window sheets lie over
 * the chat.
 */
final class SheetPane {
  private final FragmentManager screens;
  private final @Nullable View pane;
  private final @Nullable PaneBorder border;

  /**
   * To be made in {@code onCreate}, before the fragments that were kept make their views.
   *
   * @param border of a window that has two panes
   */
  SheetPane(MainActivity activity, @Nullable PaneBorder border) {
    screens = activity.getSupportFragmentManager();
    this.border = border;
    boolean room = activity.getResources().getBoolean(R.bool.sheets_beside);
    View place = activity.findViewById(R.id.sheet_pane);
    pane = room ? place : null;
    WhySheet kept = sheet();
    if (pane == null && kept != null) { // the window has become narrower
      screens.beginTransaction().remove(kept).commitNow();
      kept.again().show(screens, WhySheet.TAG);
    }
    if (pane != null) {
      keepClearOfBars(pane);
      screens.registerFragmentLifecycleCallbacks(new Follower(), false);
    }
  }

  private @Nullable WhySheet sheet() {
    return screens.findFragmentById(R.id.sheet_pane) instanceof WhySheet sheet ? sheet : null;
  }

  /**
   * Shows a sheet in place of the one that is there.
   *
   * @return false, and nothing happens, if there is no room
   */
  boolean show(WhySheet sheet) {
    if (pane == null) {
      return false;
    }
    if (!screens.isStateSaved()) {
      screens.beginTransaction().replace(R.id.sheet_pane, sheet, WhySheet.TAG).commit();
    }
    return true;
  }

  /** A sheet goes with the chat that it is about; one of no chat stays until it is closed. */
  void follow(Fragment shown) {
    WhySheet sheet = sheet();
    if (sheet != null && !sheet.isOfAReplay() && !isOf(shown, sheet)) {
      sheet.dismiss();
    }
  }

  private static boolean isOf(Fragment shown, WhySheet sheet) {
    return shown instanceof ChatFragment chat && sheet.isOf(chat.chatId());
  }

  private static void keepClearOfBars(View pane) {
    ViewCompat.setOnApplyWindowInsetsListener(
        pane,
        (view, all) -> {
          Insets bars = SystemInsets.covered(all);
          ViewGroup.MarginLayoutParams margins =
              (ViewGroup.MarginLayoutParams) view.getLayoutParams();
          int gap = view.getResources().getDimensionPixelSize(R.dimen.sheet_pane_gap);
          margins.topMargin = gap + bars.top;
          margins.bottomMargin = gap + bars.bottom;
          margins.setMarginEnd(gap);
          view.setLayoutParams(margins);
          return WindowInsetsCompat.CONSUMED;
        });
  }

  private void show(boolean there) {
    if (pane != null) {
      pane.setVisibility(there ? View.VISIBLE : View.GONE);
      ViewCompat.requestApplyInsets(pane);
    }
    if (border != null) {
      border.sheet(there);
    }
  }

  /** The place is there as long as a sheet is. */
  private final class Follower extends FragmentManager.FragmentLifecycleCallbacks {
    @Override
    public void onFragmentStarted(FragmentManager manager, Fragment fragment) {
      if (fragment.getId() == R.id.sheet_pane) {
        show(true);
      }
    }

    @Override
    public void onFragmentViewDestroyed(FragmentManager manager, Fragment fragment) {
      if (fragment.getId() == R.id.sheet_pane) {
        Fragment next = manager.findFragmentById(R.id.sheet_pane);
        show(next != null && next != fragment);
      }
    }
  }
}
