package dev.ember.converter.export.parity;

import dev.ember.inference.bundle.Measurement;

/** Sums over the positions at which two models were compared. */
final class ParityTally {
  private int positions;
  private int agreements;
  private double klSum;
  private float maxDifference;
  private double maxShare;
  private float maxRange;
  private int predictions;
  private double referenceLoss; // nats
  private double convertedLoss; // nats

  /** Counts the logits of one position. */
  void add(float[] reference, float[] converted) {
    positions++;
    agreements += LogitComparison.sameBest(reference, converted) ? 1 : 0;
    klSum += LogitComparison.divergence(reference, converted);
    float difference = LogitComparison.maxDifference(reference, converted);
    float range = LogitComparison.range(reference);
    maxDifference = Math.max(maxDifference, difference);
    maxShare = Math.max(maxShare, difference / (double) range);
    maxRange = Math.max(maxRange, range);
  }

  /** Counts what each model thought of the token that followed. */
  void predict(float[] reference, float[] converted, int next) {
    predictions++;
    referenceLoss += LogitComparison.loss(reference, next);
    convertedLoss += LogitComparison.loss(converted, next);
  }

  int positions() {
    return positions;
  }

  double top1Agreement() {
    return (double) agreements / positions;
  }

  /** In nats. */
  double meanKl() {
    return klSum / positions;
  }

  float maxDifference() {
    return maxDifference;
  }

  /** The largest difference of a logit as a share of its position's range. */
  double maxShare() {
    return maxShare;
  }

  float maxRange() {
    return maxRange;
  }

  /** For the manifest; nothing where a number is none, for such a check fails. */
  Measurement measurement(ParityTexts texts) {
    double reference = Math.exp(referenceLoss / Math.max(1, predictions));
    double converted = Math.exp(convertedLoss / Math.max(1, predictions));
    boolean numbers = Double.isFinite(reference + converted + meanKl() + top1Agreement());
    if (texts.wanted() == 0 || predictions == 0 || !numbers) {
      return Measurement.none(texts.description(), texts.wanted());
    }
    return new Measurement(
        texts.description(),
        Math.max(texts.wanted(), positions),
        positions,
        Math.max(0, meanKl()),
        top1Agreement(),
        reference,
        converted);
  }
}
