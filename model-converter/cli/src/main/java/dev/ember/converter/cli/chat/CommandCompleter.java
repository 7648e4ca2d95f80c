package dev.ember.converter.cli.chat;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes a command at the start of a line; a message stays as it is. */
final class CommandCompleter implements Completer {

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0 && line.word().startsWith("/")) {
      for (String word : ChatCommandName.words()) {
        candidates.add(new Candidate(word));
      }
    }
  }
}
