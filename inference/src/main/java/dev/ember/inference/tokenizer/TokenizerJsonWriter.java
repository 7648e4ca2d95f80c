package dev.ember.inference.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes a {@link TokenizerDefinition} as {@code tokenizer.json}, the same bytes each time. */
final class TokenizerJsonWriter {
  private static final Gson TREES =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final TokenizerDefinition definition;
  private final JsonWriter json;

  private TokenizerJsonWriter(TokenizerDefinition definition, Writer text) {
    this.definition = definition;
    json = new JsonWriter(text);
    json.setIndent("  ");
    json.setHtmlSafe(false);
    json.setSerializeNulls(true);
  }

  static void write(TokenizerDefinition definition, Writer text) throws IOException {
    TokenizerJsonWriter writer = new TokenizerJsonWriter(definition, text);
    writer.writeAll();
    writer.json.flush();
  }

  private void writeAll() throws IOException {
    json.beginObject();
    json.name("version").value("1.0");
    json.name("truncation").nullValue();
    json.name("padding").nullValue();
    writeAddedTokens();
    json.name("normalizer");
    writeNormalizer();
    json.name("pre_tokenizer");
    TREES.toJson(SplitJson.write(definition.preTokenization()), json);
    json.name("post_processor").nullValue();
    json.name("decoder");
    TREES.toJson(SplitJson.byteLevel(true, true), json);
    json.name("model");
    writeModel();
    json.endObject();
  }

  private void writeAddedTokens() throws IOException {
    json.name("added_tokens").beginArray();
    for (AddedToken token : definition.addedTokens()) {
      json.beginObject();
      json.name("id").value(token.id());
      json.name("content").value(token.content());
      json.name("single_word").value(false);
      json.name("lstrip").value(token.stripsLeft());
      json.name("rstrip").value(token.stripsRight());
      json.name("normalized").value(token.normalized());
      json.name("special").value(token.special());
      json.endObject();
    }
    json.endArray();
  }

  private void writeNormalizer() throws IOException {
    if (definition.normalizations().isEmpty()) {
      json.nullValue();
      return;
    }
    json.beginObject().name("type").value("Sequence").name("normalizers").beginArray();
    for (Normalizer.Form form : definition.normalizations()) {
      JsonObject step = new JsonObject();
      step.addProperty("type", form.name());
      TREES.toJson(step, json);
    }
    json.endArray().endObject();
  }

  private void writeModel() throws IOException {
    json.beginObject();
    json.name("type").value("BPE");
    json.name("dropout").nullValue();
    json.name("unk_token").nullValue();
    json.name("continuing_subword_prefix").nullValue();
    json.name("end_of_word_suffix").nullValue();
    json.name("fuse_unk").value(false);
    json.name("byte_fallback").value(false);
    json.name("ignore_merges").value(definition.ignoresMerges());
    json.name("vocab").beginObject();
    List<Map.Entry<String, Integer>> tokens = new ArrayList<>(definition.vocabulary().entrySet());
    tokens.sort(Comparator.comparingInt((Map.Entry<String, Integer> token) -> token.getValue()));
    for (Map.Entry<String, Integer> token : tokens) {
      json.name(token.getKey()).value(token.getValue());
    }
    json.endObject();
    json.name("merges").beginArray();
    for (Merge merge : definition.merges()) {
      json.value(merge.left() + " " + merge.right());
    }
    json.endArray();
    json.endObject();
  }
}
