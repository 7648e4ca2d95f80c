package dev.ember.converter.cli.chat;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Answers wrapped at the terminal's width, notes faint. */
final class TerminalScreen implements ChatScreen {
  /** For a terminal that does not tell its width. */
  private static final int USUAL_WIDTH = 80;

  private final Terminal terminal;
  private WordWrap wrap = new WordWrap(USUAL_WIDTH);

  TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The next answer begins at the left edge of the terminal as it is now. */
  void beginAnswer() {
    int width = terminal.getWidth();
    wrap = new WordWrap(width > 0 ? width : USUAL_WIDTH);
  }

  @Override
  public void answer(String delta) {
    terminal.writer().print(wrap.append(Printable.text(delta)));
    terminal.flush();
  }

  @Override
  public void endAnswer() {
    terminal.writer().println(wrap.end());
    terminal.flush();
  }

  @Override
  public void note(String line) {
    AttributedString faint = new AttributedString(line, AttributedStyle.DEFAULT.faint());
    terminal.writer().println(faint.toAnsi(terminal));
    terminal.flush();
  }
}
