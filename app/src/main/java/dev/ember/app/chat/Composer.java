package dev.ember.app.chat;

import android.content.res.ColorStateList;
import android.text.Editable;
import android.view.KeyEvent;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.ImageButton;
import androidx.annotation.AttrRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;
import dev.ember.app.settings.Haptics;
import dev.ember.app.widget.AfterTyping;

/**
 * Where the user writes. Its round button sends, stops while an answer is written, and dictates
 * while there is nothing to send; the field stays usable all the time. On a keyboard: Enter and
 * Ctrl+Enter send, Shift+Enter is a new line, Escape ends what is going on.
 */
final class Composer {
  /** Who does what the composer says. */
  interface Listener {
    /** Runs a step that sends: at once, or as soon as it is known what goes along. */
    void whenReady(Runnable send);

    /** True if the text was taken. */
    boolean send(String text);

    void stop();

    void dictate();

    /** Escape: true if there was something to end. */
    boolean escape();

    void typed(String text);
  }

  /**
   * The system takes one megabyte of state from all screens of an app together, two bytes a
   * character, and ends the app that hands it more; and chats lie one over another.
   */
  static final int MOST_SAVED_CHARS = 4_000;

  private final EditText field;
  private final ImageButton button;
  private final Listener listener;
  private boolean answering;
  private boolean attached;

  Composer(View root, Listener listener) {
    this.listener = listener;
    field = ViewCompat.requireViewById(root, R.id.field);
    button = ViewCompat.requireViewById(root, R.id.send);
    button.setOnClickListener(view -> press());
    LongWords.keepOutOf(field);
    field.addTextChangedListener((AfterTyping) this::typed);
    field.setOnKeyListener((view, key, event) -> onFieldKey(key, event));
    ViewCompat.addOnUnhandledKeyEventListener(root, (view, event) -> onAnyKey(event));
    centerButtonOnOneLine();
    showButton();
  }

  /** The button stands beside the last line; one line of a large font is higher than the button. */
  private void centerButtonOnOneLine() {
    int line = field.getLineHeight() + field.getPaddingTop() + field.getPaddingBottom();
    int spare = Math.max(0, line - button.getLayoutParams().height);
    ViewGroup.MarginLayoutParams margins = (ViewGroup.MarginLayoutParams) button.getLayoutParams();
    margins.bottomMargin = spare / 2;
    button.setLayoutParams(margins);
  }

  void show(ChatState state) {
    answering = state.answering();
    showHint(field.getContext().getString(hint(state)));
    showButton();
  }

  /** A field keeps the height of a hint of two lines until it is laid out anew. */
  private void showHint(String hint) {
    if (!hint.contentEquals(field.getHint())) {
      field.setHint(hint);
      field.requestLayout();
    }
  }

  /** Whether a file goes along, which can be sent without a word. */
  void showAttached(boolean file) {
    attached = file;
    showButton();
  }

  /** Puts what was dictated behind what is written. */
  void append(String words) {
    String before = field.getText().toString();
    boolean spaced = before.isEmpty() || Character.isWhitespace(before.charAt(before.length() - 1));
    field.requestFocus();
    setText(spaced ? before + words : before + " " + words);
  }

  /** Puts a text into the field, the cursor behind it. */
  void setText(String text) {
    field.setText(text);
    field.setSelection(field.length());
  }

  /** Sends what stands in the field. */
  void send() {
    listener.whenReady(this::sendNow);
  }

  private void sendNow() {
    String sent = field.getText().toString();
    if (listener.send(sent)) {
      Haptics.confirm(button);
      if (field.getText().toString().equals(sent)) { // or it got back what lay beside an edit
        field.setText("");
      }
    } else if (sendable()) {
      Haptics.reject(button);
    }
  }

  private void press() {
    if (answering) {
      listener.stop();
    } else if (sendable()) {
      send();
    } else {
      listener.dictate();
    }
  }

  private boolean sendable() {
    return attached || field.getText().toString().trim().length() > 0;
  }

  private boolean onFieldKey(int key, KeyEvent event) {
    if (key == KeyEvent.KEYCODE_ESCAPE) {
      return onAnyKey(event);
    }
    boolean enter = key == KeyEvent.KEYCODE_ENTER || key == KeyEvent.KEYCODE_NUMPAD_ENTER;
    boolean touch = (event.getFlags() & KeyEvent.FLAG_SOFT_KEYBOARD) != 0;
    if (!enter || touch || (event.isShiftPressed() && !event.isCtrlPressed())) {
      return false;
    }
    if (event.getAction() == KeyEvent.ACTION_DOWN && event.getRepeatCount() == 0) {
      send();
    }
    return true;
  }

  private boolean onAnyKey(KeyEvent event) {
    if (event.getKeyCode() != KeyEvent.KEYCODE_ESCAPE) {
      return false;
    }
    return event.getAction() == KeyEvent.ACTION_DOWN && listener.escape();
  }

  private static int hint(ChatState state) {
    if (state.answering()) {
      return R.string.compose_hint_answering;
    }
    return state.model().state() instanceof ModelState.Ready
        ? R.string.compose_hint
        : R.string.compose_hint_loading;
  }

  private void showButton() {
    boolean dictates = !answering && !sendable();
    int icon = dictates ? R.drawable.ic_24_mic : R.drawable.ic_24_send;
    int words = dictates ? R.string.dictate : R.string.send;
    button.setImageResource(answering ? R.drawable.ic_24_stop : icon);
    button.setContentDescription(button.getContext().getString(answering ? R.string.stop : words));
    if (answering) {
      paint(
          com.google.android.material.R.attr.colorSecondaryContainer,
          com.google.android.material.R.attr.colorOnSecondaryContainer);
    } else if (dictates) {
      button.setBackgroundTintList(ColorStateList.valueOf(android.graphics.Color.TRANSPARENT));
      button.setImageTintList(
          ColorStateList.valueOf(color(com.google.android.material.R.attr.colorOnSurfaceVariant)));
    } else {
      paint(
          androidx.appcompat.R.attr.colorPrimary,
          com.google.android.material.R.attr.colorOnPrimary);
    }
  }

  private void paint(@AttrRes int disc, @AttrRes int icon) {
    button.setBackgroundTintList(ColorStateList.valueOf(color(disc)));
    button.setImageTintList(ColorStateList.valueOf(color(icon)));
  }

  private int color(@AttrRes int role) {
    return MaterialColors.getColor(button, role);
  }

  private void typed(Editable text) {
    showButton();
    field.setSaveEnabled(text.length() <= MOST_SAVED_CHARS); // else the draft has it
    if (field.hasFocus()) {
      listener.typed(text.toString());
    }
  }
}
