package dev.ember.inference.chat;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a history into a number of tokens: the system prompt stays, the oldest turns go, each whole
 * (a question with its answer), the last turn stays.
 */
public final class ContextWindow {
  private final ChatTemplate template;
  private final Tokenizer tokenizer;
  private final int capacityTokens;

  /**
   * Makes a window for prompts.
   *
   * @param capacityTokens the most tokens of a prompt; the caller has taken off what it reserves
   *     for the answer
   */
  public ContextWindow(ChatTemplate template, Tokenizer tokenizer, int capacityTokens) {
    this.template = template;
    this.tokenizer = tokenizer;
    this.capacityTokens = capacityTokens;
  }

  /**
   * The longest prompt that fits. Takes {@code log2} of the number of turns renderings, since
   * dropping a turn never makes a prompt longer.
   *
   * @throws IllegalArgumentException if the history has no message but the system's
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template refuses the history
   */
  public FittedPrompt fit(List<Message> history) {
    List<Integer> starts = turnStarts(history);
    if (starts.isEmpty()) {
      throw new IllegalArgumentException("expected a message to answer but found none");
    }
    int fewest = 0;
    int most = starts.size() - 1;
    FittedPrompt best = promptFrom(history, starts, most);
    while (fewest < most && best.fits()) {
      int dropped = (fewest + most) / 2;
      FittedPrompt prompt = promptFrom(history, starts, dropped);
      if (prompt.fits()) {
        best = prompt;
        most = dropped;
      } else {
        fewest = dropped + 1;
      }
    }
    return best;
  }

  private FittedPrompt promptFrom(List<Message> history, List<Integer> starts, int droppedTurns) {
    int system = starts.get(0);
    int start = starts.get(droppedTurns);
    List<Message> kept = new ArrayList<>(history.subList(0, system));
    kept.addAll(history.subList(start, history.size()));
    int[] tokens = template.encode(kept, true, tokenizer);
    List<Message> dropped = new ArrayList<>(history.subList(system, start));
    return new FittedPrompt(tokens, kept, dropped, tokens.length <= capacityTokens);
  }

  /** Where each turn begins: behind the system prompt, and at each later message of the user. */
  private static List<Integer> turnStarts(List<Message> history) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Role role = history.get(i).role();
      boolean first = starts.isEmpty() && role != Role.SYSTEM;
      if (first || role == Role.USER) {
        starts.add(i);
      }
    }
    return starts;
  }
}
