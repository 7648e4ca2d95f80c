package dev.ember.inference.bundle;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderConfigBuilder;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A {@link DecoderConfig} as the manifest's {@code config}. Version 1 knew the Llama form alone, in
 * three fields beside the dimensions; version 2 says every option.
 */
final class ConfigJson {
  private ConfigJson() {}

  static DecoderConfig read(int version, JsonFields fields) throws IOException {
    DecoderConfigBuilder config =
        DecoderConfig.llama(fields.int32("vocabulary"), fields.int32("context"))
            .hidden(fields.int32("hidden"))
            .layers(fields.int32("layers"))
            .heads(fields.int32("heads"), fields.int32("kvHeads"))
            .headSize(fields.int32("headSize"))
            .feedForward(fields.int32("feedForward"));
    return version == 1 ? first(fields, config) : second(fields, config);
  }

  private static DecoderConfig first(JsonFields fields, DecoderConfigBuilder config)
      throws IOException {
    return config
        .ropeTheta(fields.float32("ropeTheta"))
        .normEpsilon(fields.float32("normEpsilon"))
        .tied(fields.bool("tiedEmbeddings"))
        .build();
  }

  private static DecoderConfig second(JsonFields fields, DecoderConfigBuilder config)
      throws IOException {
    return config
        .norms(fields.object("norms", ConfigJson::norms))
        .biases(fields.object("biases", ConfigJson::biases))
        .feedForwardKind(fields.object("feedForwardKind", ConfigJson::feedForwardKind))
        .embeddings(fields.object("embeddings", ConfigJson::embeddings))
        .attention(fields.object("attention", ConfigJson::attention))
        .build();
  }

  private static Norms norms(JsonFields fields) throws IOException {
    return new Norms(
        word(fields, "kind", NormKind.values()),
        fields.float32("epsilon"),
        fields.bool("heads"),
        fields.bool("post"));
  }

  private static Biases biases(JsonFields fields) throws IOException {
    return new Biases(
        fields.bool("qkv"), fields.bool("attentionOutput"), fields.bool("feedForward"));
  }

  private static FeedForwardKind feedForwardKind(JsonFields fields) throws IOException {
    return new FeedForwardKind(
        word(fields, "activation", Activation.values()), fields.bool("gated"));
  }

  private static Embeddings embeddings(JsonFields fields) throws IOException {
    return new Embeddings(
        fields.bool("tied"), fields.float32("scale"), fields.bool("learnedPositions"));
  }

  private static AttentionLayout attention(JsonFields fields) throws IOException {
    return new AttentionLayout(
        fields.objects("rotaries", ConfigJson::rotary),
        fields.objects("kinds", ConfigJson::kind),
        fields.int32s("kindOfLayer"));
  }

  private static AttentionKind kind(JsonFields fields) throws IOException {
    return new AttentionKind(fields.int32("window"), fields.int32("rotary"));
  }

  private static Rotary rotary(JsonFields fields) throws IOException {
    return new Rotary(
        fields.int32("dimensions"),
        fields.float64("theta"),
        fields.float64s("factors"),
        fields.float64s("longFactors"),
        fields.int32("longFrom"),
        fields.float64("attentionFactor"));
  }

  /** The constant whose word the field has. */
  private static <E extends Enum<E>> E word(JsonFields fields, String name, E[] constants)
      throws IOException {
    String word = fields.string(name);
    for (E constant : constants) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("expected a known " + name + " but found " + word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Writes the object in the form of that version.
   *
   * @throws IllegalArgumentException if version 1 could not say it
   */
  static void write(int version, DecoderConfig config, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("vocabulary").value(config.vocabulary());
    json.name("context").value(config.context());
    json.name("hidden").value(config.hidden());
    json.name("layers").value(config.layers());
    json.name("heads").value(config.heads());
    json.name("kvHeads").value(config.kvHeads());
    json.name("headSize").value(config.headSize());
    json.name("feedForward").value(config.feedForward());
    if (version == 1) {
      writeFirst(config, json);
    } else {
      writeSecond(config, json);
    }
    json.endObject();
  }

  private static void writeFirst(DecoderConfig config, JsonWriter json) throws IOException {
    double theta = config.attention().rotary(0).theta();
    float epsilon = config.norms().epsilon();
    DecoderConfig plain =
        config.toBuilder()
            .norms(Norms.rms(epsilon))
            .biases(Biases.NONE)
            .feedForwardKind(FeedForwardKind.SWIGLU)
            .tied(config.tiedEmbeddings())
            .ropeTheta(theta)
            .build();
    if (!config.equals(plain)) {
      throw new IllegalArgumentException("expected a Llama for version 1 but found " + config);
    }
    json.name("ropeTheta").value(theta);
    json.name("normEpsilon").value(epsilon);
    json.name("tiedEmbeddings").value(config.tiedEmbeddings());
  }

  private static void writeSecond(DecoderConfig config, JsonWriter json) throws IOException {
    write(config.norms(), json);
    write(config.biases(), json);
    json.name("feedForwardKind").beginObject();
    json.name("activation").value(word(config.feedForwardKind().activation()));
    json.name("gated").value(config.feedForwardKind().gated()).endObject();
    json.name("embeddings").beginObject();
    json.name("tied").value(config.embeddings().tied());
    json.name("scale").value(config.embeddings().scale());
    json.name("learnedPositions").value(config.embeddings().learnedPositions()).endObject();
    write(config.attention(), json);
  }

  private static void write(Norms norms, JsonWriter json) throws IOException {
    json.name("norms").beginObject();
    json.name("kind").value(word(norms.kind()));
    json.name("epsilon").value(norms.epsilon());
    json.name("heads").value(norms.heads());
    json.name("post").value(norms.post()).endObject();
  }

  private static void write(Biases biases, JsonWriter json) throws IOException {
    json.name("biases").beginObject();
    json.name("qkv").value(biases.qkv());
    json.name("attentionOutput").value(biases.attentionOutput());
    json.name("feedForward").value(biases.feedForward()).endObject();
  }

  private static void write(AttentionLayout attention, JsonWriter json) throws IOException {
    json.name("attention").beginObject();
    json.name("rotaries").beginArray();
    for (Rotary rotary : attention.rotaries()) {
      json.beginObject().name("dimensions").value(rotary.dimensions());
      json.name("theta").value(rotary.theta());
      writeAll("factors", rotary.factors(), json);
      writeAll("longFactors", rotary.longFactors(), json);
      json.name("longFrom").value(rotary.longFrom());
      json.name("attentionFactor").value(rotary.attentionFactor()).endObject();
    }
    json.endArray();
    json.name("kinds").beginArray();
    for (AttentionKind kind : attention.kinds()) {
      json.beginObject().name("window").value(kind.window());
      json.name("rotary").value(kind.rotary()).endObject();
    }
    json.endArray();
    writeAll("kindOfLayer", attention.kindOfLayer(), json);
    json.endObject();
  }

  private static void writeAll(String name, List<? extends Number> numbers, JsonWriter json)
      throws IOException {
    json.name(name).beginArray();
    for (Number number : numbers) {
      json.value(number);
    }
    json.endArray();
  }
}
