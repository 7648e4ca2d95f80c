package dev.ember.converter.training.loop;

/** Hears how a run goes, on the thread that trains. */
public interface MetricsSink {

  void step(StepMetrics metrics);

  /** The held-out loss, in nats for each scored token, before the given step. */
  void heldOut(String stage, int step, double loss);
}
