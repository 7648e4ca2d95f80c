package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.model.DecoderConfig;

/** How a kind of decoder is written down: the keys of its configuration and its tensors' names. */
interface CheckpointForm {

  /** Whether the form can say what this decoder computes. */
  boolean fits(DecoderConfig config);

  String modelType(DecoderConfig config);

  /** The class that reads it. */
  String architecture(DecoderConfig config);

  /** Adds the keys of the decoder. */
  void describe(DecoderConfig config, JsonObject json);

  /** Adds all tensors. */
  void addTensors(DecoderConfig config, StoredRows rows);

  /** The form of a decoder: one that others read, where there is one. */
  static CheckpointForm of(DecoderConfig config) {
    for (CheckpointForm form : new CheckpointForm[] {new LlamaForm(), new Gpt2Form()}) {
      if (form.fits(config)) {
        return form;
      }
    }
    return new EmberForm();
  }

  /** The configuration with the keys that all forms have. */
  default JsonObject json(DecoderConfig config) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(architecture(config));
    json.add("architectures", architectures);
    json.addProperty("model_type", modelType(config));
    describe(config, json);
    json.addProperty("tie_word_embeddings", config.tiedEmbeddings());
    return json;
  }
}
