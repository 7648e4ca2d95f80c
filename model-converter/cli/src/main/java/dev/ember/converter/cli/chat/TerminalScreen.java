package dev.ember.converter.cli.chat;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Answers as they are, notes faint. */
final class TerminalScreen implements ChatScreen {
  private final Terminal terminal;

  TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void answer(String delta) {
    terminal.writer().print(Printable.text(delta));
    terminal.flush();
  }

  @Override
  public void endAnswer() {
    terminal.writer().println();
    terminal.flush();
  }

  @Override
  public void note(String line) {
    AttributedString faint = new AttributedString(line, AttributedStyle.DEFAULT.faint());
    terminal.writer().println(faint.toAnsi(terminal));
    terminal.flush();
  }
}
