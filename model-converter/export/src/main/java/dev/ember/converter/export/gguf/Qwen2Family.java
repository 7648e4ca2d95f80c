package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;

/** Qwen 2 and 2.5: the usual form with biases on queries, keys and values. */
final class Qwen2Family implements GgufFamily {

  @Override
  public String architecture() {
    return "qwen2";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    facts.file().tensor("blk.0.attn_q.bias"); // a file without it is of another model
    facts.expect("attention.sliding_window", 0); // of some layers, and no key says which
    return facts
        .builder()
        .norms(facts.rmsNorms())
        .attention(facts.uniform(new RopeFacts(facts).rotary()))
        .build();
  }
}
