package dev.ember.converter.training.loop;

import dev.ember.converter.training.encode.TokenizedText;
import java.util.SplittableRandom;

/** What a stage reads, one document after another without end. */
public interface DocumentSource {

  /** The next document; depends on nothing but the random source. */
  TokenizedText draw(SplittableRandom random);
}
