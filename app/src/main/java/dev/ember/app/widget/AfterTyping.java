package dev.ember.app.widget;

import android.text.Editable;
import android.text.TextWatcher;

/** Hears of a text when it has changed, and of nothing before. */
@FunctionalInterface
public interface AfterTyping extends TextWatcher {
  @Override
  default void beforeTextChanged(CharSequence text, int start, int count, int after) {}

  @Override
  default void onTextChanged(CharSequence text, int start, int before, int count) {}

  @Override
  void afterTextChanged(Editable text);
}
