package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Set;

/**
 * Phi-3, Phi-3.5 and Phi-4-mini: the usual form with fused projections, part of each head rotated,
 * LongRoPE in the long versions, and a window in the short ones.
 */
final class Phi3Family implements GgufFamily {

  @Override
  public String architecture() {
    return "phi3";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    facts.has("rope.scaling.original_context_length"); // without long factors it says nothing
    return facts
        .builder()
        .norms(facts.rmsNorms())
        .attention(facts.uniform(new RopeFacts(facts).rotary()))
        .build();
  }

  @Override
  public Set<String> factorTensors() {
    return Set.of(RopeFacts.SHORT_FACTORS, RopeFacts.LONG_FACTORS);
  }
}
