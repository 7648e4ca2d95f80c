package dev.ember.inference.testing;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Small decoders: each option on its own, and options drawn at random. */
public final class DecoderConfigs {
  /** Longer than a prefill of 64 tokens, and not a multiple of anything. */
  public static final int CONTEXT = 90;

  private static final int LAYERS = 3;
  private static final int HEAD_SIZE = 6;
  private static final int RANDOM_ONES = 12;

  private DecoderConfigs() {}

  /** The plain form: grouped queries, untied. */
  public static DecoderConfigBuilder plain() {
    return DecoderConfig.llama(61, CONTEXT)
        .hidden(20)
        .layers(LAYERS)
        .heads(4, 2)
        .headSize(HEAD_SIZE)
        .feedForward(28);
  }

  /** Every option alone, by what it is. */
  public static Map<String, DecoderConfig> single() {
    Map<String, DecoderConfig> configs = new LinkedHashMap<>();
    configs.put("plain", plain().build());
    configs.put("tied", plain().tied(true).build());
    configs.put("one kv head", plain().heads(4, 1).build());
    configs.put("as many kv heads as heads", plain().heads(4, 4).build());
    configs.put("one layer", plain().layers(1).build());
    configs.put("layer norm", plain().norms(norms(NormKind.LAYER, false, false)).build());
    configs.put("norms of heads", plain().norms(norms(NormKind.RMS, true, false)).build());
    configs.put("post norms", plain().norms(norms(NormKind.RMS, false, true)).build());
    configs.put("qkv biases", plain().biases(new Biases(true, false, false)).build());
    configs.put("output bias", plain().biases(new Biases(false, true, false)).build());
    configs.put("feed-forward biases", plain().biases(new Biases(false, false, true)).build());
    configs.put("gelu", feedForward(Activation.GELU_TANH, true));
    configs.put("ungated silu", feedForward(Activation.SILU, false));
    configs.put("ungated gelu", feedForward(Activation.GELU_TANH, false));
    configs.put("scaled", plain().embeddings(new Embeddings(true, 4.5f, false)).build());
    configs.put("learned positions", plain().embeddings(new Embeddings(false, 1, true)).build());
    configs.put("tied, positions", plain().embeddings(new Embeddings(true, 1, true)).build());
    for (int window : new int[] {1, 7, 64, CONTEXT - 1, CONTEXT}) {
      configs.put("window " + window, attention(window, Rotary.plain(HEAD_SIZE, 10_000)));
    }
    configs.put("no rotation", attention(AttentionKind.FULL, Rotary.NONE));
    for (Map.Entry<String, Rotary> rotary : rotaries().entrySet()) {
      configs.put(rotary.getKey(), attention(AttentionKind.FULL, rotary.getValue()));
    }
    configs.put("two windows, two tables", plain().attention(mixed()).build());
    return configs;
  }

  /** One of {@link #single()}. */
  public static DecoderConfig single(String name) {
    return Objects.requireNonNull(single().get(name), name);
  }

  /** Options drawn together. */
  public static Map<String, DecoderConfig> random(long seed) {
    Random random = new Random(seed);
    Map<String, DecoderConfig> configs = new LinkedHashMap<>();
    for (int i = 0; i < RANDOM_ONES; i++) {
      configs.put("seed " + seed + ", number " + i, draw(random));
    }
    return configs;
  }

  /** Tables of every kind, by what they are. */
  public static Map<String, Rotary> rotaries() {
    Map<String, Rotary> rotaries = new LinkedHashMap<>();
    Rotary plain = Rotary.plain(HEAD_SIZE, 1_000);
    List<Double> low = List.of(1.0, 1.5, 2.5);
    List<Double> high = List.of(1.0, 4.0, 9.0);
    rotaries.put("partial rotation", Rotary.plain(4, 100));
    rotaries.put("linear", Rotary.linear(HEAD_SIZE, 100, 8));
    rotaries.put("llama 3", plain.llama3(8, 1, 4, 40));
    rotaries.put("short factors", new Rotary(HEAD_SIZE, 100, low, high, CONTEXT, 1.2));
    rotaries.put("long factors", new Rotary(HEAD_SIZE, 100, low, high, CONTEXT - 1, 1.2));
    return rotaries;
  }

  private static DecoderConfig draw(Random random) {
    int[] kvHeads = {1, 2, 4};
    int layers = 1 + random.nextInt(LAYERS);
    Norms norms =
        new Norms(
            NormKind.values()[random.nextInt(2)],
            random.nextBoolean() ? 1e-5f : 1e-6f,
            random.nextBoolean(),
            random.nextBoolean());
    float scale = random.nextBoolean() ? 1 : 3;
    return plain()
        .layers(layers)
        .heads(4, kvHeads[random.nextInt(kvHeads.length)])
        .norms(norms)
        .biases(new Biases(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()))
        .feedForwardKind(
            new FeedForwardKind(Activation.values()[random.nextInt(2)], random.nextBoolean()))
        .embeddings(new Embeddings(random.nextBoolean(), scale, random.nextInt(4) == 0))
        .attention(layout(random, layers))
        .build();
  }

  /** For each layer one of three kinds. */
  private static AttentionLayout layout(Random random, int layers) {
    List<Rotary> tables = new ArrayList<>(rotaries().values());
    tables.add(Rotary.NONE);
    Collections.shuffle(tables, random);
    List<AttentionKind> kinds =
        List.of(
            new AttentionKind(AttentionKind.FULL, 0),
            new AttentionKind(1 + random.nextInt(CONTEXT), 1),
            new AttentionKind(1 + random.nextInt(CONTEXT), 2));
    List<Integer> kindOfLayer = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      kindOfLayer.add(random.nextInt(kinds.size()));
    }
    return new AttentionLayout(tables.subList(0, kinds.size()), kinds, kindOfLayer);
  }

  private static Norms norms(NormKind kind, boolean heads, boolean post) {
    return new Norms(kind, 1e-5f, heads, post);
  }

  private static DecoderConfig feedForward(Activation activation, boolean gated) {
    return plain().feedForwardKind(new FeedForwardKind(activation, gated)).build();
  }

  private static DecoderConfig attention(int window, Rotary rotary) {
    return plain().attention(AttentionLayout.uniform(LAYERS, window, rotary)).build();
  }

  /** Local layers with a table of their own, and a full one that turns part of a head. */
  private static AttentionLayout mixed() {
    return new AttentionLayout(
        List.of(Rotary.plain(HEAD_SIZE, 50), Rotary.linear(4, 1_000, 4)),
        List.of(new AttentionKind(9, 0), new AttentionKind(AttentionKind.FULL, 1)),
        List.of(0, 1, 0));
  }
}
