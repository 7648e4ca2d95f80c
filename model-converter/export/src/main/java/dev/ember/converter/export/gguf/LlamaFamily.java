package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Set;

/**
 * Llama 2 and 3, TinyLlama, SmolLM2, and Mistral, which has no name of its own in GGUF: the usual
 * form, with the rows of queries and keys in llama.cpp's order.
 */
final class LlamaFamily implements GgufFamily {

  @Override
  public String architecture() {
    return "llama";
  }

  @Override
  public DecoderConfig config(GgufFacts facts) throws IOException {
    return facts
        .builder()
        .norms(facts.rmsNorms())
        .attention(facts.uniform(new RopeFacts(facts).rotary()))
        .build();
  }

  @Override
  public boolean pairsSideBySide() {
    return true;
  }

  @Override
  public Set<String> factorTensors() {
    return Set.of(RopeFacts.LLAMA3_FACTORS);
  }
}
