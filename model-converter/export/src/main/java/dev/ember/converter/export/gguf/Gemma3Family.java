package dev.ember.converter.export.gguf;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderConfigBuilder;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemma 3: norms before and behind each block and of heads (the converter has added their 1), gated
 * GELU, scaled embeddings, five layers with a window for each that sees everything.
 */
final class Gemma3Family implements GgufFamily {
  private static final String PATTERN = "attention.sliding_window_pattern";

  /** llama.cpp's {@code set_swa_pattern}, and transformers'. */
  private static final int USUAL_PATTERN = 6;

  /** Layers of the 27B, whose score scale is another; no key says it. */
  private static final int LAYERS_OF_27B = 62;

  /** Indices of the kinds of layers. */
  private static final int GLOBAL = 0;

  private static final int LOCAL = 1;

  @Override
  public String architecture() {
    return "gemma3";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    DecoderConfigBuilder usual = facts.builder();
    boolean tied = !facts.file().contains(TensorParts.unembedding());
    return usual
        .norms(new Norms(NormKind.RMS, facts.rmsNorms().epsilon(), true, true))
        .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, true))
        .embeddings(new Embeddings(tied, (float) Math.sqrt(facts.hidden()), false))
        .attention(attention(facts))
        .build();
  }

  @Override
  public float queryScale(GgufFacts facts) throws IOException {
    if (facts.layers() != LAYERS_OF_27B) {
      return facts.queryScale();
    }
    return (float) (1 / Math.sqrt((double) facts.hidden() / facts.heads()));
  }

  private static AttentionLayout attention(GgufFacts facts) throws IOException {
    RopeFacts rope = new RopeFacts(facts);
    Rotary global = rope.rotary();
    Rotary local = rope.local();
    int window = facts.sizeOrNone("attention.sliding_window");
    List<Integer> kinds = kinds(facts);
    if (window == 0) {
      return AttentionLayout.uniform(facts.layers(), AttentionKind.FULL, global);
    }
    return new AttentionLayout(
        List.of(global, local),
        List.of(new AttentionKind(AttentionKind.FULL, GLOBAL), new AttentionKind(window, LOCAL)),
        kinds);
  }

  /** A period, or for each layer whether it slides. */
  private static List<Integer> kinds(GgufFacts facts) throws IOException {
    List<Integer> kinds = new ArrayList<>();
    if (facts.isArray(PATTERN)) {
      for (long slides : facts.integers(PATTERN)) {
        kinds.add(slides == 0 ? GLOBAL : LOCAL);
      }
      return kinds;
    }
    int period = facts.sizeOr(PATTERN, USUAL_PATTERN, DecoderConfig.MAX_LAYERS);
    for (int i = 0; i < facts.layers(); i++) {
      kinds.add((i + 1) % period == 0 ? GLOBAL : LOCAL);
    }
    return kinds;
  }
}
