package dev.ember.converter.training.loop;

import java.util.Map;

/** Hears how a run goes, on the thread that trains. */
public interface MetricsSink {

  void step(StepMetrics metrics);

  /** What the stage was judged by before the given step, by name; the first matters most. */
  void judged(String stage, int step, Map<String, Double> measures);
}
