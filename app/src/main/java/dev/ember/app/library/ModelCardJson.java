package dev.ember.app.library;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.io.StringWriter;

/** A card as the file that lies beside its model. */
final class ModelCardJson {
  private static final String TOKEN_BYTES = "tokenBytes";
  private static final String ORIGIN_SHA256 = "originSha256";

  private ModelCardJson() {}

  static String write(ModelCard card) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("id").value(card.id());
      json.name("name").value(card.name());
      json.name("bytes").value(card.bytes());
      json.name("sha256").value(card.sha256());
      json.name("architecture").value(card.architecture());
      json.name("quantization").value(card.quantization());
      json.name("layers").value(card.shape().layers());
      json.name("width").value(card.shape().width());
      json.name("heads").value(card.shape().heads());
      json.name("sharedHeads").value(card.shape().sharedHeads());
      json.name(TOKEN_BYTES).value(card.shape().tokenBytes());
      json.name("parameters").value(card.parameters());
      json.name("window").value(card.window());
      json.name("memoryBytes").value(card.memoryBytes());
      json.name("licence").value(card.licence());
      json.name("origin").value(card.origin());
      json.name(ORIGIN_SHA256).value(card.originSha256());
      json.name("addedMs").value(card.addedMs());
      json.endObject();
    }
    return text.toString();
  }

  /**
   * @throws IOException if it is not a card
   */
  static ModelCard read(String text) throws IOException {
    JsonFields json = JsonFields.parse(text);
    return new ModelCard(
        json.string("id"),
        json.string("name"),
        json.int64("bytes"),
        json.string("sha256"),
        json.string("architecture"),
        json.string("quantization"),
        new ModelCard.Shape(
            json.int32("layers"),
            json.int32("width"),
            json.int32("heads"),
            json.int32("sharedHeads"),
            json.has(TOKEN_BYTES) ? json.int64(TOKEN_BYTES) : 0),
        json.int64("parameters"),
        json.int32("window"),
        json.int64("memoryBytes"),
        json.string("licence"),
        json.string("origin"),
        json.has(ORIGIN_SHA256) ? json.string(ORIGIN_SHA256) : "",
        json.int64("addedMs"));
  }
}
