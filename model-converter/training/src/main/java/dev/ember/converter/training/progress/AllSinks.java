package dev.ember.converter.training.progress;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import java.util.List;
import java.util.Map;

/** Tells several listeners, in their order. */
public record AllSinks(List<MetricsSink> sinks) implements MetricsSink {

  public AllSinks {
    sinks = List.copyOf(sinks);
  }

  @Override
  public void step(StepMetrics metrics) {
    sinks.forEach(sink -> sink.step(metrics));
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    sinks.forEach(sink -> sink.judged(stage, step, measures));
  }
}
