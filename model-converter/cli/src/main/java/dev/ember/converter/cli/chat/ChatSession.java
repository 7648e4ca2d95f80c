package dev.ember.converter.cli.chat;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One chat: a typed line is either a command ({@code /help}) or a message to the model. Keeps the
 * history; knows no terminal.
 *
 * <h2>Threading model</h2>
 *
 * One thread enters lines; {@link #cancel} from any.
 */
public final class ChatSession implements AutoCloseable {
  private final Engine engine;
  private final Conversation conversation;
  private final ChatScreen screen;
  private final ChatStatistics statistics = new ChatStatistics();

  /** User and assistant in turn, complete turns alone. */
  private final List<Message> turns = new ArrayList<>();

  private String systemPrompt;
  private GenerationOptions options;
  private int droppedMessages;

  /** A chat on {@code engine}, which the caller closes; an empty system prompt is none. */
  public ChatSession(
      Engine engine, String systemPrompt, GenerationOptions options, ChatScreen screen) {
    this.engine = engine;
    this.conversation = engine.newConversation();
    this.systemPrompt = systemPrompt;
    this.options = options;
    this.screen = screen;
  }

  /** One line that says what answers here, and on what it runs. */
  public String title() {
    return engine.manifest().name() + " on " + engine.backend().description();
  }

  /**
   * Does what a typed line says; blocks until the answer is complete.
   *
   * @return whether the chat goes on
   */
  public boolean enter(String line) {
    if (line.isBlank()) {
      return true;
    }
    if (!line.startsWith("/")) {
      answer(line);
      return true;
    }
    ChatCommandLine command = ChatCommandLine.parse(line);
    if (command.name().isEmpty()) {
      screen.note("unknown command " + command.word() + "; /help lists the commands");
      return true;
    }
    return carryOut(command.name().get(), command.argument());
  }

  /** Ends a running answer within one step; what came so far stays in the history. */
  public void cancel() {
    conversation.cancel();
  }

  @Override
  public void close() {
    conversation.close();
  }

  private boolean carryOut(ChatCommandName name, String argument) {
    switch (name) {
      case HELP -> ChatCommandName.help().forEach(screen::note);
      case SYSTEM -> system(argument);
      case PARAMS -> params(argument);
      case RESET -> reset();
      case STATS -> statistics.lines().forEach(screen::note);
      case QUIT -> {
        return false;
      }
    }
    return true;
  }

  private void answer(String text) {
    Message question = Message.user(text);
    GenerationResult result;
    try {
      result = conversation.generate(historyWith(question), options, screen::answer);
    } catch (BackendException | IllegalArgumentException e) {
      screen.endAnswer();
      screen.note("no answer: " + e.getMessage());
      return;
    }
    screen.endAnswer();
    statistics.add(result);
    explainEnd(result);
    // A question that got no word, stopped or too long, is as if never asked.
    if (!result.text().isEmpty() || result.reason() == FinishReason.STOP) {
      turns.add(question);
      turns.add(Message.assistant(result.text()));
    }
    // Else every turn would draw the same numbers.
    options = ChatParameters.withNextSeed(options);
  }

  private List<Message> historyWith(Message question) {
    List<Message> history = new ArrayList<>();
    if (!systemPrompt.isEmpty()) {
      history.add(Message.system(systemPrompt));
    }
    history.addAll(turns);
    history.add(question);
    return history;
  }

  private void explainEnd(GenerationResult result) {
    if (result.droppedMessages() > droppedMessages) {
      screen.note(
          "[the oldest "
              + result.droppedMessages()
              + " messages no longer fit the model's window of "
              + engine.backend().config().context()
              + " tokens]");
    }
    droppedMessages = result.droppedMessages();
    switch (result.reason()) {
      case STOP -> {}
      case CANCELLED -> screen.note("[stopped]");
      case MAX_TOKENS ->
          screen.note(
              "[cut off after "
                  + options.maxTokens()
                  + " tokens; /params max-tokens=N allows more]");
      case CONTEXT_FULL ->
          screen.note(
              "["
                  + (result.text().isEmpty() ? "the message does not fit " : "the answer filled ")
                  + "the model's window of "
                  + engine.backend().config().context()
                  + " tokens]");
    }
  }

  private void system(String argument) {
    if (argument.equals("off")) {
      systemPrompt = "";
    } else if (!argument.isEmpty()) {
      systemPrompt = argument;
    }
    screen.note(systemPrompt.isEmpty() ? "no system prompt" : "system prompt: " + systemPrompt);
  }

  private void params(String argument) {
    try {
      options = ChatParameters.changed(options, argument);
    } catch (IllegalArgumentException e) {
      screen.note(String.valueOf(e.getMessage()));
      return;
    }
    screen.note(ChatParameters.describe(options));
  }

  private void reset() {
    turns.clear();
    droppedMessages = 0;
    screen.note("a new chat; the system prompt and the parameters stay");
  }
}
