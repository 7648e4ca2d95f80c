package dev.ember.app.main;

import android.view.View;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListFragment;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One pane, or the list of chats with what it leads to beside it. Where the window is wide enough
 * its layout has a place for the list ({@code R.id.list_pane}); the rest lies in {@code
 * R.id.screen} in both, so that it survives when the phone is turned or unfolded.
 */
final class Panes {
  private final FragmentManager screens;
  private final @Nullable View listSide;
  private final @Nullable PaneBorder border;
  private final SheetPane sheets;

  /** To be made in {@code onCreate}, before the fragments that were kept make their views. */
  Panes(MainActivity activity, Executor main) {
    screens = activity.getSupportFragmentManager();
    listSide = activity.findViewById(R.id.list_side);
    border = listSide == null ? null : new PaneBorder(activity, listSide);
    sheets = new SheetPane(activity, border);
    if (border != null) {
      activity.getLifecycle().addObserver(new Hinge(activity, main, border::hinge));
    }
    ChatListFragment kept = list();
    if (listSide == null && kept != null) {
      screens.beginTransaction().remove(kept).commitNow();
    } else if (listSide != null && kept == null) {
      screens.beginTransaction().add(R.id.list_pane, new ChatListFragment()).commitNow();
    }
  }

  /** Whether the list stays when a chat opens. */
  boolean two() {
    return listSide != null;
  }

  /** The place at the chat's other side. */
  SheetPane sheets() {
    return sheets;
  }

  private @Nullable ChatListFragment list() {
    return screens.findFragmentById(R.id.list_pane) instanceof ChatListFragment list ? list : null;
  }

  /** The list belongs beside chats alone, and shows which of them is open. */
  void follow(Fragment shown) {
    sheets.follow(shown);
    ChatListFragment list = list();
    if (border == null || list == null) {
      return;
    }
    boolean chats = shown instanceof ChatFragment || shown instanceof ChatListFragment;
    border.beside(chats, shown instanceof ChatFragment);
    list.showOpen(shown instanceof ChatFragment chat ? chat.chatId() : null);
  }

  /** The list on the screen, or null while another page covers it. */
  @Nullable ChatListFragment visibleList() {
    Fragment shown = screens.findFragmentById(R.id.screen);
    if (listSide == null) {
      return shown instanceof ChatListFragment list ? list : null;
    }
    return listSide.getVisibility() == View.VISIBLE ? list() : null;
  }
}
