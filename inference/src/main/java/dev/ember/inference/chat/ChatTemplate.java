package dev.ember.inference.chat;

import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.tokenizer.Tokenizer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's own chat template, a Jinja text as everywhere in this field. Immutable; safe on any
 * thread.
 *
 * <p>What a person writes stays text: {@code "<|im_end|>"} in a message becomes the tokens of its
 * characters, the same text written by the template becomes the special token.
 */
public final class ChatTemplate {
  private final String source;
  private final String bosToken;
  private final String eosToken;
  private final Template template;
  private final Clock clock;

  /**
   * Parses a template.
   *
   * @param bosToken the text of {@code bos_token}, or empty if the model has none
   * @param eosToken the text of {@code eos_token}, or empty if the model has none
   * @throws dev.ember.inference.chat.jinja.TemplateException with the line, if it is malformed
   */
  public ChatTemplate(String source, String bosToken, String eosToken) {
    this(source, bosToken, eosToken, Clock.system(ZoneId.systemDefault()));
  }

  ChatTemplate(String source, String bosToken, String eosToken, Clock clock) {
    this.source = source;
    this.bosToken = bosToken;
    this.eosToken = eosToken;
    this.clock = clock;
    template = Template.parse(source);
  }

  public String source() {
    return source;
  }

  public String bosToken() {
    return bosToken;
  }

  public String eosToken() {
    return eosToken;
  }

  /**
   * The prompt as text, for people to read. To feed a model use {@link #encode}: in this text a
   * special token that a person wrote looks like the template's.
   *
   * @param addGenerationPrompt whether to open the assistant's next turn
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template fails or, for example,
   *     refuses the order of roles
   */
  public String render(List<Message> messages, boolean addGenerationPrompt) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    List<Object> turns = new ArrayList<>();
    for (Message message : messages) {
      turns.add(turn(message));
    }
    variables.put("messages", turns);
    variables.put("add_generation_prompt", addGenerationPrompt);
    variables.put("tools", null);
    variables.put("documents", null);
    putUnlessEmpty(variables, "bos_token", bosToken);
    putUnlessEmpty(variables, "eos_token", eosToken);
    return template.render(variables, LocalDateTime.now(clock));
  }

  /**
   * The prompt as tokens.
   *
   * @throws dev.ember.inference.chat.jinja.TemplateException as {@link #render}
   */
  public int[] encode(List<Message> messages, boolean addGenerationPrompt, Tokenizer tokenizer) {
    ContentGuard guard = new ContentGuard(messages, tokenizer, source);
    return guard.encode(render(guard.messages(), addGenerationPrompt));
  }

  /**
   * The prompt of an answer that is to be gone on with: the assistant's turn opened, and behind it
   * the text that the answer already has, as tokens.
   *
   * @throws dev.ember.inference.chat.jinja.TemplateException as {@link #render}
   */
  public int[] encodeBegun(List<Message> messages, String begun, Tokenizer tokenizer) {
    List<Message> all = new ArrayList<>(messages);
    all.add(Message.assistant(begun));
    ContentGuard guard = new ContentGuard(all, tokenizer, source);
    List<Message> guarded = guard.messages();
    int answer = messages.size();
    int[] prompt = guard.encode(render(guarded.subList(0, answer), true));
    int[] text = guard.encode(guarded.get(answer).content());
    int[] tokens = Arrays.copyOf(prompt, prompt.length + text.length); // [T]
    System.arraycopy(text, 0, tokens, prompt.length, text.length);
    return tokens;
  }

  /**
   * A chat to learn from, up to its last answer: the tokens, and which of them are the assistant's
   * (its text and the token that ends its turn).
   *
   * <p>Prompt and answer are encoded apart, as they are when the model writes the answer.
   *
   * @throws IllegalArgumentException if no message is the assistant's, or if the template writes an
   *     answer otherwise than behind the prompt for it (then no token could be said to be its own)
   */
  public TrainingSequence encodeForTraining(List<Message> messages, Tokenizer tokenizer) {
    ContentGuard guard = new ContentGuard(messages, tokenizer, source);
    TrainingSequence.Builder sequence = new TrainingSequence.Builder(tokenizer);
    String done = "";
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).role() == Role.ASSISTANT) {
        String prompt = render(guard.messages().subList(0, i), true);
        String answered = render(guard.messages().subList(0, i + 1), false);
        sequence.addPrompt(guard.encode(continuation(done, prompt)));
        sequence.addAnswer(guard.encode(continuation(prompt, answered)));
        done = answered;
      }
    }
    return sequence.build();
  }

  private static String continuation(String before, String after) {
    if (!after.startsWith(before)) {
      throw new IllegalArgumentException(
          "expected a template that only ever adds to a chat, but its rendering of "
              + before.length()
              + " characters changed when the chat went on");
    }
    return after.substring(before.length());
  }

  private static Map<String, Object> turn(Message message) {
    Map<String, Object> turn = new HashMap<>();
    turn.put("role", message.role().key());
    turn.put("content", message.content());
    return turn;
  }

  private static void putUnlessEmpty(
      Map<String, @Nullable Object> variables, String name, String token) {
    if (!token.isEmpty()) {
      variables.put(name, token);
    }
  }
}
