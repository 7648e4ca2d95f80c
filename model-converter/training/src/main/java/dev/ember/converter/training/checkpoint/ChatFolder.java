package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;

/** Writes what a chat needs beside the weights, in the layout of transformers. */
final class ChatFolder {
  private final HuggingFaceFolder folder;

  ChatFolder(HuggingFaceFolder folder) {
    this.folder = folder;
  }

  void write(ChatDefaults chat, int context) throws IOException {
    folder.writeText("tokenizer.json", chat.tokenizer());
    JsonObject map = new JsonObject();
    putUnlessEmpty(map, "bos_token", chat.bosToken());
    putUnlessEmpty(map, "eos_token", chat.eosToken());
    folder.writeJson("special_tokens_map.json", map);

    JsonObject config = map.deepCopy();
    config.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    config.addProperty("model_max_length", context);
    config.addProperty("clean_up_tokenization_spaces", false);
    config.addProperty("chat_template", chat.template());
    folder.writeJson("tokenizer_config.json", config);
    folder.writeText("chat_template.jinja", chat.template());
    folder.writeJson("generation_config.json", generation(chat));
  }

  private static JsonObject generation(ChatDefaults chat) {
    SamplingOptions sampling = chat.sampling();
    JsonObject json = new JsonObject();
    json.addProperty("do_sample", sampling.temperature() > 0);
    if (sampling.temperature() > 0) {
      json.addProperty("temperature", sampling.temperature());
      json.addProperty("top_k", sampling.topK());
      json.addProperty("top_p", sampling.topP());
      json.addProperty("min_p", sampling.minP());
      json.addProperty("repetition_penalty", sampling.repetitionPenalty());
    }
    JsonArray ends = new JsonArray();
    chat.stopTokens().forEach(ends::add);
    json.add("eos_token_id", ends);
    return json;
  }

  private static void putUnlessEmpty(JsonObject json, String name, String token) {
    if (!token.isEmpty()) {
      json.addProperty(name, token);
    }
  }
}
