/**
 * Public files of text, named by source, licence and SHA-256, brought together to learn from:
 * {@link dev.ember.converter.training.sources.GatherCommand} is {@code ./ember corpus gather}.
 *
 * <pre>
 * SourceManifest -> SourceFile (each) -> a folder, or SourceDownload -> Gathering -> SourcesCard
 * </pre>
 *
 * <p>Traps: what is here is what a manifest names, byte for byte, so a file that another tool
 * packed anew is another file. {@code SOURCES.md} is written last: without it the folder is not
 * whole. The download opens connections, and only to an address that a manifest names.
 */
@NullMarked
package dev.ember.converter.training.sources;

import org.jspecify.annotations.NullMarked;
