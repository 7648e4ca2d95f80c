/**
 * Puts a converted model into the {@code .ember} file: {@link
 * dev.ember.converter.export.bundle.BundleWriter}.
 */
@NullMarked
package dev.ember.converter.export.bundle;

import org.jspecify.annotations.NullMarked;
