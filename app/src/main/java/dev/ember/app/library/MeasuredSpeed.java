package dev.ember.app.library;

/**
 * How fast a model was on this phone, in its last answer that was long enough to measure.
 *
 * @param readingPerSecond tokens of a prompt; 0 if not measured
 * @param writingPerSecond tokens of an answer; 0 if not measured
 */
public record MeasuredSpeed(float readingPerSecond, float writingPerSecond) {
  public static final MeasuredSpeed NONE = new MeasuredSpeed(0, 0);
}
