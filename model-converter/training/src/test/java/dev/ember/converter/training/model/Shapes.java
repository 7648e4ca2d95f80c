package dev.ember.converter.training.model;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decoders that between them have every option, none larger than {@link TinyModel#CONFIG}. */
public final class Shapes {
  private static final Norms LAYER = new Norms(NormKind.LAYER, 1e-5f, false, false);
  private static final FeedForwardKind GELU = new FeedForwardKind(Activation.GELU_TANH, false);

  private Shapes() {}

  /** By name, the usual form first. */
  public static Map<String, DecoderConfig> all() {
    DecoderConfig usual = TinyModel.CONFIG;
    Map<String, DecoderConfig> shapes = new LinkedHashMap<>();
    shapes.put("llama", usual);
    shapes.put("untied", usual.toBuilder().tied(false).build());
    shapes.put(
        "gpt2",
        usual.toBuilder()
            .hidden(12)
            .heads(3, 3)
            .norms(LAYER)
            .biases(Biases.ALL)
            .feedForwardKind(GELU)
            .embeddings(new Embeddings(true, 1, true))
            .attention(AttentionLayout.uniform(2, AttentionKind.FULL, Rotary.NONE))
            .build());
    shapes.put("qwen2", usual.toBuilder().biases(new Biases(true, false, false)).build());
    shapes.put(
        "qwen3", usual.toBuilder().norms(new Norms(NormKind.RMS, 1e-5f, true, false)).build());
    shapes.put(
        "layer norm and gelu with rotary positions",
        usual.toBuilder().norms(LAYER).feedForwardKind(GELU).build());
    shapes.put(
        "learned positions in a llama",
        usual.toBuilder().embeddings(new Embeddings(false, 1, true)).build());
    shapes.put(
        "gemma3",
        usual.toBuilder()
            .norms(new Norms(NormKind.RMS, 1e-6f, true, true))
            .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, true))
            .embeddings(new Embeddings(true, 3, false))
            .attention(
                new AttentionLayout(
                    List.of(Rotary.plain(4, 50), Rotary.linear(2, 900, 4)),
                    List.of(new AttentionKind(2, 0), new AttentionKind(AttentionKind.FULL, 1)),
                    List.of(0, 1)))
            .build());
    return shapes;
  }
}
