package dev.ember.inference.replay;

import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import java.util.List;

/**
 * Everything that an answer came from, and the answer: the same model on the same backend gives the
 * same tokens again.
 *
 * @param model the bundle's fingerprint
 * @param backend what ran it, as it describes itself; another may round differently
 * @param prompt tokens, the template's own included
 * @param options sampling with its seed, and where the answer ends
 * @param answer the tokens that were written
 * @param text of the answer
 * @param reason why it ended
 */
public record Replay(
    String model,
    String backend,
    List<Integer> prompt,
    GenerationOptions options,
    List<Integer> answer,
    String text,
    FinishReason reason) {

  public Replay {
    prompt = List.copyOf(prompt);
    answer = List.copyOf(answer);
  }
}
