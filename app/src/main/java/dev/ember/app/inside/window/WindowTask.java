package dev.ember.app.inside.window;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.engine.SeenHistory;
import dev.ember.app.inside.lab.LabProgress;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LabTask;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.tokens.TokenCutter;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.ContextWindow;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a chat to the window as the engine does before an answer, and weighs its parts.
 *
 * @param text a chat to look at where no row asks: a message a line, the first a question
 * @param narrowed a smaller window to look through, in tokens; null for that of the chat
 */
record WindowTask(
    List<MessageEntity> rows,
    String text,
    AnswerSettings settings,
    ModelTuning tuning,
    @Nullable Integer narrowed)
    implements LabTask<WindowSight> {
  /** As a conversation does: an answer is promised this part of the window. */
  private static final int RESERVED_PART = 4;

  WindowTask {
    rows = List.copyOf(rows);
  }

  @Override
  public WindowSight run(OpenModel model, LabProgress progress) throws IOException, LabRefusal {
    int whole = tuning.window(model.config().context());
    int window = narrowed == null ? whole : Math.min(narrowed, whole);
    int reserve = Math.min(maxTokens(model), window / RESERVED_PART);
    Tokenizer tokenizer = model.tokenizer();
    ChatTemplate template = model.template();
    ChatHistory history = history(settings.systemPromptFor(model.key()));
    try {
      FittedPrompt fitted = new ContextWindow(template, tokenizer, window - reserve).fit(history);
      List<WindowSight.Seen> parts =
          new PromptParts(template, tokenizer).of(history.messages(), fitted, progress);
      return new WindowSight(
          whole, window, parts, new TokenCutter(tokenizer).pieces(fitted.tokens()), fitted.fits());
    } catch (TemplateException refused) {
      throw LabRefusal.unfit(String.valueOf(refused.getMessage()));
    }
  }

  private ChatHistory history(String systemPrompt) {
    if (rows.stream().anyMatch(row -> row.role() == Role.USER)) {
      return SeenHistory.of(rows, systemPrompt);
    }
    List<Message> messages = new ArrayList<>();
    if (!systemPrompt.isEmpty()) {
      messages.add(Message.system(systemPrompt));
    }
    boolean asks = true;
    for (String line : text.split("\n", -1)) {
      messages.add(asks ? Message.user(line) : Message.assistant(line));
      asks = !asks;
    }
    return ChatHistory.of(messages);
  }

  private int maxTokens(OpenModel model) {
    SamplingSettings own = settings.samplingFor(model.key());
    return (own == null ? SamplingSettings.of(model.manifest().sampling()) : own).maxTokens();
  }
}
