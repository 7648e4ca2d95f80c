package dev.ember.inference.replay;

import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationResult;
import java.util.List;

/** Tells an answer again and compares it token by token. */
public final class ReplayCheck {

  private ReplayCheck() {}

  /**
   * What came of it.
   *
   * @param answer the tokens of this time
   * @param agreeing how many tokens agree from the first on
   * @param same whether the whole answer is the same, and ended for the same reason
   */
  public record Outcome(List<Integer> answer, int agreeing, boolean same) {

    public Outcome {
      answer = List.copyOf(answer);
    }
  }

  /**
   * Generates the answer anew.
   *
   * @throws IllegalArgumentException if the prompt does not fit the model
   */
  public static Outcome run(Replay replay, Decoder decoder, GenerationListener listener) {
    int[] prompt = replay.prompt().stream().mapToInt(Integer::intValue).toArray();
    ReplayRecorder recorder = new ReplayRecorder(listener);
    GenerationResult result = decoder.generate(prompt, replay.options(), recorder);
    List<Integer> found = recorder.answer();
    int agreeing = 0;
    while (agreeing < Math.min(found.size(), replay.answer().size())
        && found.get(agreeing).equals(replay.answer().get(agreeing))) {
      agreeing++;
    }
    boolean same = found.equals(replay.answer()) && result.reason() == replay.reason();
    return new Outcome(found, agreeing, same);
  }
}
