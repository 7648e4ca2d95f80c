package dev.ember.app.engine;

import dev.ember.app.health.Warmth;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the engine takes from outside.
 *
 * @param nanoClock nanoseconds that never go back
 * @param seeds new dice for each answer
 * @param warmth of the phone, asked every few seconds while the model works
 */
public record EngineWorld(
    ModelSource source,
    LongSupplier nanoClock,
    LongSupplier seeds,
    Supplier<Warmth.Level> warmth) {}
