package dev.ember.app.testing;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;

/** {@link SmallTokenizer} of a file that would make gigabytes of a single letter. */
public final class DoublingTokenizer {
  /** Which it doubles thirty times. */
  public static final String LETTER = "W";

  private static final String STEP =
      "{\"type\":\"Replace\",\"pattern\":{\"String\":\"W\"},\"content\":\"WW\"}";

  private DoublingTokenizer() {}

  public static SubwordTokenizer create() throws IOException {
    String steps = String.join(",", Collections.nCopies(30, STEP));
    String json =
        SmallTokenizer.json()
            .replace(
                "\"normalizer\":null",
                "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[" + steps + "]}");
    return SubwordTokenizer.read(new StringReader(json), "doubling tokenizer");
  }
}
