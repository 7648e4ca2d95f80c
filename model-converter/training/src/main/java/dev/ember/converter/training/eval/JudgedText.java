package dev.ember.converter.training.eval;

import com.google.gson.JsonObject;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.text.Document;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * How well a model predicts one document: all of a text, and of a chat what the assistant writes,
 * as it is learned.
 *
 * @param begins its first words
 * @param loss over its scored tokens, and the bytes of what they write
 */
record JudgedText(String begins, TextLoss loss) {
  private static final int SHOWN_CHARACTERS = 60;

  static JudgedText of(ConversationEncoder encoder, Gpt gpt, Document document) {
    if (document instanceof Document.Chat chat) {
      return of(gpt, document, encoder.conversation(chat.messages()), answers(chat));
    }
    return of(gpt, document, encoder.plain(document.words()), document.words());
  }

  private static JudgedText of(Gpt gpt, Document document, TokenizedText tokens, String scored) {
    long bytes = scored.getBytes(StandardCharsets.UTF_8).length;
    return new JudgedText(begin(document.words()), TextLoss.of(gpt, tokens, bytes));
  }

  private static String answers(Document.Chat chat) {
    return chat.messages().stream()
        .filter(message -> message.role() == Role.ASSISTANT)
        .map(Message::content)
        .collect(Collectors.joining());
  }

  private static String begin(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    int shown = Math.min(SHOWN_CHARACTERS, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, shown));
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("begins", begins);
    json.addProperty("tokens", loss.tokens());
    json.addProperty("bytes", loss.bytes());
    if (loss.tokens() > 0 && loss.bytes() > 0) {
      json.addProperty("loss", loss.loss());
      json.addProperty("bitsPerByte", loss.bitsPerByte());
    }
    return json;
  }
}
