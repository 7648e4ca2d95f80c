/**
 * A published model to a bundle. {@link dev.ember.converter.export.BundleExport} is the entry
 * point.
 *
 * <pre>
 * ModelSources -> source.ModelSource -> weights.TensorEncoder -> tflite.TfliteWriter
 *              -> bundle.BundleWriter -> DraftCheck (parity) -> the bundle, or no bundle
 * </pre>
 *
 * <p>Plain Java that a phone can run too: clean at API 26, and no step but the float reference of
 * the parity check holds the weights of a whole model.
 */
@NullMarked
package dev.ember.converter.export;

import org.jspecify.annotations.NullMarked;
