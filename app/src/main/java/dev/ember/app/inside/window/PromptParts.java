package dev.ember.app.inside.window;

import dev.ember.app.inside.lab.LabProgress;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What each part of a prompt takes: every message with what the template puts around it, and what
 * the template writes of its own accord. Those that are inside sum to the prompt.
 *
 * <p>A message is weighed in the middle of a chat, for at the beginning of one a template may write
 * more than the message: a token that opens every text, or a system text of its own where the
 * reader has none.
 */
final class PromptParts {
  /** The template's own parts have no words of a chat. */
  private static final String NO_TEXT = "";

  private static final Message ANY_QUESTION = Message.user("Is it?");
  private static final Message YES = Message.assistant("Yes");
  private static final Message NO = Message.assistant("No");

  private final ChatTemplate template;
  private final Tokenizer tokenizer;

  PromptParts(ChatTemplate template, Tokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /**
   * The parts in the order of the prompt, those messages that fell out too.
   *
   * @param messages a system prompt or none, then questions and answers in turn
   * @param fitted what became of them
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template refuses them
   */
  List<WindowSight.Seen> of(List<Message> messages, FittedPrompt fitted, LabProgress progress) {
    Set<Message> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.addAll(fitted.kept());
    int[] costs = new int[messages.size()];
    int opening = opening(fitted);
    int left = fitted.tokenCount() - opening;
    for (int i = 0; i < costs.length; i++) {
      progress.step(i, costs.length);
      costs[i] = Math.max(0, cost(messages, i));
      left -= kept.contains(messages.get(i)) ? costs[i] : 0;
    }
    for (int i = 0; i < costs.length && left < 0; i++) { // the template shortens what is old
      int less = kept.contains(messages.get(i)) ? Math.min(costs[i], -left) : 0;
      costs[i] -= less;
      left += less;
    }
    List<WindowSight.Seen> parts = new ArrayList<>();
    add(parts, WindowSight.Part.TEMPLATE, left);
    for (int i = 0; i < costs.length; i++) {
      Message message = messages.get(i);
      WindowSight.Part part = WindowSight.Part.of(message.role());
      parts.add(new WindowSight.Seen(part, message.content(), costs[i], kept.contains(message)));
    }
    add(parts, WindowSight.Part.OPENING, opening);
    return parts;
  }

  private static void add(List<WindowSight.Seen> parts, WindowSight.Part part, int tokens) {
    if (tokens > 0) {
      parts.add(new WindowSight.Seen(part, NO_TEXT, tokens, true));
    }
  }

  private int cost(List<Message> messages, int index) {
    Message message = messages.get(index);
    return switch (message.role()) {
      case SYSTEM -> system(message, messages.get(index + 1));
      case USER -> question(message);
      case ASSISTANT -> answer(messages.get(index - 1), message);
    };
  }

  /**
   * By what is the same behind two answers, with the question and without: some templates write
   * more before the last answer than before others.
   */
  private int question(Message question) {
    int[] agreed = tokens(ANY_QUESTION, YES, question);
    int[] denied = tokens(ANY_QUESTION, NO, question);
    int behind = commonEnd(tokens(ANY_QUESTION, YES), tokens(ANY_QUESTION, NO));
    return commonEnd(agreed, denied) - behind;
  }

  private int answer(Message question, Message answer) {
    return tokens(question, answer, question).length - question(question) - tokens(question).length;
  }

  /** Without what the template opens every chat with, be there a system prompt or not. */
  private int system(Message system, Message question) {
    int[] without = tokens(question);
    int[] with = tokens(system, question);
    int own = question(question);
    int[] opened = Arrays.copyOf(without, Math.max(0, without.length - own));
    int[] ruled = Arrays.copyOf(with, Math.max(0, with.length - own));
    boolean stays = commonStart(opened, ruled) == opened.length || encloses(opened, ruled, system);
    return ruled.length - (stays ? opened.length : 0);
  }

  /**
   * Whether the template has put the system prompt into a text of its own, as that of Llama 3.1
   * does behind a date: all of that text is there still, and the whole system prompt besides.
   */
  private boolean encloses(int[] opened, int[] ruled, Message system) {
    int kept = commonStart(opened, ruled) + commonEnd(opened, ruled);
    int said = tokenizer.encodeWithin(system.content().trim()).length;
    return kept >= opened.length && ruled.length - opened.length >= said;
  }

  /** What lets the model begin its answer: all behind the newest message. */
  private int opening(FittedPrompt fitted) {
    int[] closed = template.encode(fitted.kept(), false, tokenizer);
    return fitted.tokenCount() - commonStart(closed, fitted.tokens());
  }

  private int[] tokens(Message... chat) {
    return template.encode(List.of(chat), false, tokenizer);
  }

  /** How many tokens two prompts begin with that are the same. */
  private static int commonStart(int[] left, int[] right) {
    int count = 0;
    while (count < Math.min(left.length, right.length) && left[count] == right[count]) {
      count++;
    }
    return count;
  }

  /** How many tokens two prompts end with that are the same. */
  private static int commonEnd(int[] left, int[] right) {
    int count = 0;
    while (count < Math.min(left.length, right.length)
        && left[left.length - 1 - count] == right[right.length - 1 - count]) {
      count++;
    }
    return count;
  }
}
