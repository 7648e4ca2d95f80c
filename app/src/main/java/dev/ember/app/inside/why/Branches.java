package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerBranch;
import dev.ember.app.data.AnswerTrace;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.replay.Replay;
import java.util.ArrayList;
import java.util.List;

/**
 * The other way that an answer would have gone. What it goes on behind are the tokens that were
 * read, not their text read again; and the dice go on where they stood, so that the branch is what
 * a fresh run writes upon which the chosen token is forced.
 */
final class Branches {

  private Branches() {}

  /**
   * @param body of the answer
   * @param place where it is left
   * @param chosen what is to stand there: a text, or the end
   */
  static AnswerBranch at(
      long answerId, String body, List<AnswerTrace> traces, Piece place, Candidate chosen) {
    AnswerTrace trace = traces.get(place.trace());
    String word = chosen.name().kind() == TokenName.Kind.TEXT ? chosen.name().text() : "";
    String text = body.substring(0, place.start()) + word;
    int end = text.length() - trace.startChar();
    List<AnswerTrace> kept = new ArrayList<>(traces.subList(0, place.trace()));
    AnswerTrace last = trace.chosen(place.token(), chosen.token(), end, chosen.raw());
    kept.add(last);
    return new AnswerBranch(answerId, text, kept, from(trace.replay(), last));
  }

  private static Replay from(Replay replay, AnswerTrace last) {
    List<Integer> read = new ArrayList<>(replay.prompt());
    read.addAll(last.replay().answer());
    int drawn = last.tokens();
    GenerationOptions options = replay.options();
    GenerationOptions rest =
        new GenerationOptions(
            options.sampling().afterDraws(drawn),
            Math.max(1, options.maxTokens() - drawn),
            options.stopStrings());
    return new Replay(
        replay.model(), replay.backend(), read, rest, List.of(), "", FinishReason.CANCELLED);
  }
}
