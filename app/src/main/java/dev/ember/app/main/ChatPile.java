package dev.ember.app.main;

import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.chat.ChatFragment;
import org.jspecify.annotations.Nullable;

/**
 * The chats on the window's back stack: one that is shared lies over those that are open, for each
 * may be a temporary one.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
final class ChatPile {
  /**
   * What each saves is a few thousand characters at the most; together they stay far below the
   * megabyte that the system takes of an app.
   */
  private static final int MOST = 12;

  private final FragmentManager screens;

  ChatPile(FragmentManager screens) {
    this.screens = screens;
  }

  /** What the back stack calls a screen; null unless it is a chat. */
  static @Nullable String placeOf(Fragment screen) {
    return screen instanceof ChatFragment chat ? placeOf(chat.chatId()) : null;
  }

  private static String placeOf(long chatId) {
    return "chat " + chatId;
  }

  boolean isEmpty() {
    return uppermost() == null;
  }

  /** Whether a chat is open, whatever lies over it. */
  boolean has(long chatId) {
    String place = placeOf(chatId);
    for (int i = 0; i < screens.getBackStackEntryCount(); i++) {
      if (place.equals(screens.getBackStackEntryAt(i).getName())) {
        return true;
      }
    }
    return false;
  }

  /** Takes away what lies over a chat that is open, and leaves the chat. */
  void backTo(long chatId) {
    screens.popBackStackImmediate(placeOf(chatId), 0);
  }

  /**
   * Takes away everything but a temporary chat in which something was written or attached, and what
   * lies below it.
   */
  void makeWay() {
    for (int i = screens.getBackStackEntryCount() - 1; i >= 0; i--) {
      if (losesWords(i)) {
        screens.popBackStackImmediate(screens.getBackStackEntryAt(i).getName(), 0);
        return;
      }
    }
    clear();
  }

  private boolean losesWords(int entry) {
    String place = screens.getBackStackEntryAt(entry).getName();
    return screens.findFragmentByTag(place) instanceof ChatFragment chat && chat.losesWords();
  }

  /** Takes away everything. */
  private void clear() {
    screens.popBackStackImmediate(null, FragmentManager.POP_BACK_STACK_INCLUSIVE);
  }

  /**
   * Takes away what lies over the uppermost chat, or over the list where none is open, and of too
   * many chats that one: what is written there is in the list, unless it is a temporary chat in
   * use, which stays.
   */
  void makeRoom() {
    String place = uppermost();
    if (place == null) {
      clear();
      return;
    }
    screens.popBackStackImmediate(place, 0);
    while (screens.getBackStackEntryCount() >= MOST
        && !losesWords(screens.getBackStackEntryCount() - 1)) {
      screens.popBackStackImmediate();
    }
  }

  private @Nullable String uppermost() {
    for (int i = screens.getBackStackEntryCount() - 1; i >= 0; i--) {
      String place = screens.getBackStackEntryAt(i).getName();
      if (place != null) { // no other page has a name
        return place;
      }
    }
    return null;
  }
}
