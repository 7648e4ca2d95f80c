package dev.ember.app.inside.page;

import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;

/** What only the activity can do for a screen that looks inside. */
public interface InsideHost {

  /** Shows a screen above this one. */
  void openInside(InsideScreen screen, InsideText text);

  /** Whether this version of the app has that screen. */
  boolean hasInside(InsideScreen screen);

  /**
   * Shows a sheet beside the chat that it is about, where the window has room for both.
   *
   * @return false, and nothing happens, if it has not: then the sheet lies over the chat
   */
  boolean showBeside(DialogFragment sheet);

  /** Shows a chat, and why the words of one of its answers were drawn. */
  void openWhy(long chatId, long answerId);

  /** Begins a chat. */
  void newChat();

  /** Shows the list of lessons. */
  void openLessons();

  /**
   * Shows a lesson.
   *
   * @param lesson from 0
   */
  void openLesson(int lesson);

  /** Shows the models of the phone, where others can be added. */
  void openModels();

  void closePage(Fragment page);
}
