package dev.ember.inference.chat;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a history into a number of tokens: the system prompt stays, the oldest turns go, each whole
 * (a question with its answer), the last turn stays, and so does every turn with a pinned message.
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

  /** As {@link #fit(ChatHistory)}, of which everything may be forgotten. */
  public FittedPrompt fit(List<Message> history) {
    return fit(ChatHistory.of(history));
  }

  /**
   * The longest prompt that fits. Takes {@code log2} of the number of turns renderings, since
   * dropping a turn never makes a prompt longer.
   *
   * @throws IllegalArgumentException if the history has no message but the system's
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template refuses the history
   */
  public FittedPrompt fit(ChatHistory history) {
    List<Turn> turns = turns(history);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("expected a message to answer but found none");
    }
    List<Turn> droppable = new ArrayList<>(turns.subList(0, turns.size() - 1));
    droppable.removeIf(Turn::pinned);
    int fewest = 0;
    int most = droppable.size();
    FittedPrompt best = promptWithout(history, droppable);
    while (fewest < most && best.fits()) {
      int dropped = (fewest + most) / 2;
      FittedPrompt prompt = promptWithout(history, droppable.subList(0, dropped));
      if (prompt.fits()) {
        best = prompt;
        most = dropped;
      } else {
        fewest = dropped + 1;
      }
    }
    return best;
  }

  /**
   * How many tokens the whole history has, whether it fits or not.
   *
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template refuses the history
   */
  public int wholeTokens(ChatHistory history) {
    return promptWithout(history, List.of()).tokenCount();
  }

  private FittedPrompt promptWithout(ChatHistory history, List<Turn> turns) {
    List<Message> kept = new ArrayList<>();
    List<Message> dropped = new ArrayList<>();
    int next = 0;
    for (Turn turn : turns) {
      kept.addAll(history.messages().subList(next, turn.start()));
      dropped.addAll(history.messages().subList(turn.start(), turn.end()));
      next = turn.end();
    }
    kept.addAll(history.messages().subList(next, history.messages().size()));
    int[] tokens =
        history.begun().isEmpty()
            ? template.encode(kept, true, tokenizer)
            : template.encodeBegun(kept, history.begun(), tokenizer);
    return new FittedPrompt(tokens, kept, dropped, tokens.length <= capacityTokens);
  }

  /** A question with what answers it: the messages from {@code start} to before {@code end}. */
  private record Turn(int start, int end, boolean pinned) {}

  /** The first begins behind the system prompt, each other at a message of the user. */
  private static List<Turn> turns(ChatHistory history) {
    List<Message> messages = history.messages();
    List<Turn> turns = new ArrayList<>();
    int start = 0;
    while (start < messages.size() && messages.get(start).role() == Role.SYSTEM) {
      start++;
    }
    while (start < messages.size()) {
      int end = start + 1;
      while (end < messages.size() && messages.get(end).role() != Role.USER) {
        end++;
      }
      int from = start;
      int to = end;
      boolean pinned = history.pinned().stream().anyMatch(index -> index >= from && index < to);
      turns.add(new Turn(start, end, pinned));
      start = end;
    }
    return turns;
  }
}
