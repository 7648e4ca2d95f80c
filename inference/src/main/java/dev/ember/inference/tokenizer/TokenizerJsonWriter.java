package dev.ember.inference.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
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
    TREES.toJson(NormalizerJson.write(definition.normalizations()), json);
    json.name("pre_tokenizer");
    TREES.toJson(SplitJson.write(definition.preTokenization()), json);
    json.name("post_processor");
    TREES.toJson(FramingJson.write(definition.framing()), json);
    json.name("decoder");
    TREES.toJson(DecoderJson.write(definition.decoding()), json);
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
      json.name("single_word").value(token.wholeWord());
      json.name("lstrip").value(token.stripsLeft());
      json.name("rstrip").value(token.stripsRight());
      json.name("normalized").value(token.normalized());
      json.name("special").value(token.special());
      json.endObject();
    }
    json.endArray();
  }

  private void writeModel() throws IOException {
    json.beginObject();
    if (definition.model() instanceof UnigramModel unigram) {
      writeUnigram(unigram);
    } else {
      writeBpe((BpeModel) definition.model());
    }
    json.endObject();
  }

  private void writeUnigram(UnigramModel model) throws IOException {
    json.name("type").value("Unigram");
    json.name("unk_id");
    if (model.unknownId() == UnigramModel.NO_UNKNOWN) {
      json.nullValue();
    } else {
      json.value(model.unknownId());
    }
    json.name("byte_fallback").value(model.byteFallback());
    json.name("vocab").beginArray();
    for (Map.Entry<String, Integer> piece : model.vocabulary().entrySet()) {
      json.beginArray().value(piece.getKey()).value(model.score(piece.getValue())).endArray();
    }
    json.endArray();
  }

  private void writeBpe(BpeModel model) throws IOException {
    BpeModel.Settings settings = model.settings();
    json.name("type").value("BPE");
    json.name("dropout").nullValue();
    json.name("unk_token").value(settings.unknown());
    json.name("continuing_subword_prefix").nullValue();
    json.name("end_of_word_suffix").nullValue();
    json.name("fuse_unk").value(settings.fusesUnknown());
    json.name("byte_fallback").value(settings.byteFallback());
    json.name("ignore_merges").value(settings.ignoresMerges());
    json.name("vocab").beginObject();
    List<Map.Entry<String, Integer>> tokens = new ArrayList<>(model.vocabulary().entrySet());
    tokens.sort(Comparator.comparingInt((Map.Entry<String, Integer> token) -> token.getValue()));
    for (Map.Entry<String, Integer> token : tokens) {
      json.name(token.getKey()).value(token.getValue());
    }
    json.endObject();
    json.name("merges").beginArray();
    for (Merge merge : model.merges()) {
      writeMerge(merge);
    }
    json.endArray();
  }

  /** As {@code "a b"}, which older readers know, unless a token has a space. */
  private void writeMerge(Merge merge) throws IOException {
    if (merge.merged().indexOf(' ') < 0) {
      json.value(merge.left() + " " + merge.right());
    } else {
      json.beginArray().value(merge.left()).value(merge.right()).endArray();
    }
  }
}
