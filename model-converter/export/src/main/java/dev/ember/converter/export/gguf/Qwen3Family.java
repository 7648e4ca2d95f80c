package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import java.io.IOException;

/** Qwen 3: each head of queries and keys is normed. */
final class Qwen3Family implements GgufFamily {

  @Override
  public String architecture() {
    return "qwen3";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    facts.expect("attention.sliding_window", 0); // of some layers, and no key says which
    return facts
        .builder()
        .norms(new Norms(NormKind.RMS, facts.rmsNorms().epsilon(), true, false))
        .attention(facts.uniform(new RopeFacts(facts).rotary()))
        .build();
  }
}
