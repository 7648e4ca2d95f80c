package dev.ember.converter.cli.chat;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was shown. */
final class RecordingScreen implements ChatScreen {
  private final List<String> answers = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final StringBuilder growing = new StringBuilder();
  private Runnable onDelta = () -> {};

  /** Runs {@code action} at each delta, before it is shown. */
  void onDelta(Runnable action) {
    onDelta = action;
  }

  /** Answers that ended. */
  List<String> answers() {
    return answers;
  }

  List<String> notes() {
    return notes;
  }

  @Override
  public void answer(String delta) {
    onDelta.run();
    growing.append(delta);
  }

  @Override
  public void endAnswer() {
    answers.add(growing.toString());
    growing.setLength(0);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }
}
