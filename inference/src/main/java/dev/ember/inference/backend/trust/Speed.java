package dev.ember.inference.backend.trust;

/** Tokens a second, read and written; 0 if not measured. */
public record Speed(double prefill, double decode) {
  public static final Speed UNKNOWN = new Speed(0, 0);

  /** A question with its system prompt, and an answer: the shorter protocol of the benchmark. */
  static final int PROMPT_TOKENS = 256;

  static final int ANSWER_TOKENS = 64;

  /** Seconds from question to last word; infinite if a speed is not known. */
  double exchangeSeconds() {
    return PROMPT_TOKENS / prefill + ANSWER_TOKENS / decode;
  }
}
