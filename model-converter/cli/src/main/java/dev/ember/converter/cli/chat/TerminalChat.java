package dev.ember.converter.cli.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A chat with line editing, history and completion. */
public final class TerminalChat implements AutoCloseable {
  /** Ember's primary orange, close to what 256 colours have. */
  private static final int PROMPT_COLOUR = 208;

  private static final String CONTINUATION = "\\\n";

  private final Terminal terminal;
  private final LineReader reader;
  private final TerminalScreen screen;

  private TerminalChat(Terminal terminal, Path historyFile) {
    this.terminal = terminal;
    this.screen = new TerminalScreen(terminal);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("ember")
            .parser(parser())
            .completer(new CommandCompleter())
            .variable(LineReader.HISTORY_FILE, historyFile)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // an exclamation mark is text
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .build();
  }

  /** The person's terminal, or empty when standard input or output is none. */
  public static Optional<TerminalChat> open(Path historyFile) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
            .dumb(true) // or it warns; it is refused below
            .build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      return Optional.empty();
    }
    Files.createDirectories(historyFile.toAbsolutePath().getParent());
    return Optional.of(new TerminalChat(terminal, historyFile));
  }

  public ChatScreen screen() {
    return screen;
  }

  /** Runs the chat until the person leaves it. */
  public void run(ChatSession session) {
    screen.note(session.title());
    screen.note("/help lists the commands, Ctrl-C stops an answer, Ctrl-D leaves.");
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = answerOne(session);
      } catch (UserInterruptException e) {
        // Ctrl-C at the prompt clears the line; the next one starts.
      } catch (EndOfFileException e) {
        goesOn = false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  private boolean answerOne(ChatSession session) {
    String line = reader.readLine(prompt()).replace(CONTINUATION, "\n");
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> session.cancel());
    screen.beginAnswer();
    // What is typed meanwhile waits for the next prompt and does not mix with the answer.
    boolean echo = terminal.echo(false);
    try {
      return session.enter(line);
    } finally {
      terminal.echo(echo);
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private String prompt() {
    return new AttributedStringBuilder()
        .append("> ", AttributedStyle.BOLD.foreground(PROMPT_COLOUR))
        .toAnsi(terminal);
  }

  /** A message is no program: quotes and words mean nothing, only a last backslash goes on. */
  private static DefaultParser parser() {
    DefaultParser parser = new DefaultParser();
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[] {'\\'});
    parser.setEofOnEscapedNewLine(true);
    return parser;
  }
}
