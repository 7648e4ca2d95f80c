/**
 * Runs a model that was not imported, to look at it before it is: {@link
 * dev.ember.converter.cli.source.SourceBackends} gives its logits, {@link
 * dev.ember.converter.cli.source.SourceEngines} its answers too.
 *
 * <p>Trap: the weights are float32 here, four bytes each, in memory or in a temporary file.
 */
@NullMarked
package dev.ember.converter.cli.source;

import org.jspecify.annotations.NullMarked;
