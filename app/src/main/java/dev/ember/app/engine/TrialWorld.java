package dev.ember.app.engine;

import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.backend.trust.Limits;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What proofs take from outside.
 *
 * @param contenders by the folder where a GPU's programs are kept
 * @param limits how long trials may take
 * @param nanoClock nanoseconds that never go back
 */
public record TrialWorld(
    Function<Path, Contenders> contenders, Limits limits, LongSupplier nanoClock) {}
