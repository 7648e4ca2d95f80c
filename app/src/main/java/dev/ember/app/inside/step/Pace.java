package dev.ember.app.inside.step;

/** How long a text that grows by itself rests at each token, so that its bars can be read. */
enum Pace {
  SLOW(2_000),
  NORMAL(1_000),
  FAST(300);

  private final long restMs;

  Pace(long restMs) {
    this.restMs = restMs;
  }

  long restMs() {
    return restMs;
  }
}
