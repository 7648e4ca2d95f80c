package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.TreeMap;

/** A model that could be imported, as facts; what keeps it from being imported is one of them. */
final class ModelFacts {
  private final ModelSource source;
  private final FactSheet sheet = new FactSheet();

  private ModelFacts(ModelSource source) {
    this.source = source;
  }

  static FactSheet of(ModelSource source) {
    ModelFacts facts = new ModelFacts(source);
    facts.sheet.add("format", source.description());
    facts.weights();
    facts.chat();
    facts.notes();
    return facts.sheet;
  }

  private void weights() {
    try {
      DecoderConfig config = source.weights().config();
      sheet.add("model", ConfigFacts.parameters(config));
      ConfigFacts.add(config, sheet);
      ImportPlan.of(source.weights(), ExportOptions.DEFAULT_MAX_CONTEXT).addTo(sheet);
    } catch (IOException refused) {
      sheet.add("no import", String.valueOf(refused.getMessage()));
    }
  }

  private void chat() {
    try {
      SourceChat chat = source.chat();
      tokenizer(chat);
      String template = chat.template();
      sheet.add(
          "template",
          template == null
              ? "none: give one by --chat-template"
              : template.length() + " characters");
      sheet.add("begins with", BundleFacts.quoted(chat.bosToken()));
      sheet.add("ends with", BundleFacts.quoted(chat.eosToken()) + ", ids " + chat.stopTokens());
    } catch (IOException malformed) {
      sheet.add("no chat", String.valueOf(malformed.getMessage()));
    }
  }

  private void tokenizer(SourceChat chat) {
    String json = chat.tokenizer();
    if (json == null) {
      sheet.add("tokenizer", "none");
      return;
    }
    try {
      SubwordTokenizer tokenizer = SubwordTokenizer.read(new StringReader(json), "tokenizer");
      sheet.add("tokenizer", TokenizerFacts.summary(tokenizer));
    } catch (IOException other) {
      sheet.add("no tokenizer", String.valueOf(other.getMessage()));
    }
  }

  private void notes() {
    try {
      SourceNotes notes = source.notes();
      new TreeMap<>(notes.facts()).forEach((name, value) -> sheet.add("says", name, value));
    } catch (IOException malformed) {
      sheet.add("no notes", String.valueOf(malformed.getMessage()));
    }
  }
}
