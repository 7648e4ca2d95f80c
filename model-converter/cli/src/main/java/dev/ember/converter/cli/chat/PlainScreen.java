package dev.ember.converter.cli.chat;

import java.io.PrintWriter;

/** A screen without a terminal: answers on one stream, notes on another, no escape codes. */
public final class PlainScreen implements ChatScreen {
  private final PrintWriter answers;
  private final PrintWriter notes;

  public PlainScreen(PrintWriter answers, PrintWriter notes) {
    this.answers = answers;
    this.notes = notes;
  }

  @Override
  public void answer(String delta) {
    answers.print(delta);
    answers.flush();
  }

  @Override
  public void endAnswer() {
    answers.println();
    answers.flush();
  }

  @Override
  public void note(String line) {
    notes.println(line);
    notes.flush();
  }
}
