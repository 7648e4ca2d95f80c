package dev.ember.app.library;

/**
 * Whether a model gives the logits that its maker wrote down.
 *
 * @param compared how many logits were compared; 0 if the bundle brings none
 * @param worst the largest difference
 * @param allowed the largest that its maker allows
 */
public record GoldenVerdict(boolean right, int compared, float worst, float allowed) {}
