package dev.ember.converter.cli;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.jinja.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One question as a model's own template writes it. */
final class ChatPrompt {
  private ChatPrompt() {}

  /**
   * The prompt's tokens.
   *
   * @param model whose template it is, for the error
   * @param maxTokens of the answer, which is left room for
   * @throws IOException if the template fails, or refuses the question
   */
  static int[] tokens(Engine engine, Path model, String question, int maxTokens)
      throws IOException {
    ChatHistory history = ChatHistory.of(List.of(Message.user(question)));
    try (Conversation conversation = engine.newConversation()) {
      return conversation.fit(history, maxTokens).tokens();
    } catch (TemplateException refused) {
      throw new IOException(
          model
              + ", chat template: expected a prompt for the question but found "
              + refused.getMessage(),
          refused);
    }
  }
}
