/**
 * A model to import, whatever form it comes in: {@link
 * dev.ember.converter.export.source.ModelSource}, which has one implementation for each format.
 *
 * <pre>
 * path -> SourceFormat.of -> ModelSource -> weights(), chat(), notes()
 * </pre>
 *
 * <p>Trap: a file is what its first bytes say. A name may be anything, and often is.
 */
@NullMarked
package dev.ember.converter.export.source;

import org.jspecify.annotations.NullMarked;
