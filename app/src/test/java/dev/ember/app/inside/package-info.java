/**
 * Tests over all screens that look inside: {@link
 * dev.ember.app.inside.ImportedModelConformanceTest}.
 */
@NullMarked
package dev.ember.app.inside;

import org.jspecify.annotations.NullMarked;
