package dev.ember.converter.export.gguf;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;

/** GPT-2: learned positions, LayerNorm, GELU without a gate, a bias everywhere. */
final class Gpt2Family implements GgufFamily {

  @Override
  public String architecture() {
    return "gpt2";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    float epsilon = (float) facts.number("attention.layer_norm_epsilon");
    boolean tied = !facts.file().contains(TensorParts.unembedding());
    return facts
        .builder()
        .norms(new Norms(NormKind.LAYER, epsilon, false, false))
        .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, false))
        .embeddings(new Embeddings(tied, 1, true))
        .attention(AttentionLayout.uniform(facts.layers(), AttentionKind.FULL, Rotary.NONE))
        .build();
  }
}
