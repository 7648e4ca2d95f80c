/**
 * Manifest and resources: {@link dev.ember.assembly.resource.ManifestStep} merges, {@link
 * dev.ember.assembly.resource.ResourceStep} links, {@link dev.ember.assembly.resource.RClasses}
 * writes the ids as classes.
 */
@NullMarked
package dev.ember.assembly.resource;

import org.jspecify.annotations.NullMarked;
