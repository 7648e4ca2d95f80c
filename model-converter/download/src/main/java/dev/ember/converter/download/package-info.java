/**
 * A file from a server, over connections that break: {@link
 * dev.ember.converter.download.PartialFile} lets it grow to its size.
 *
 * <pre>
 * PartialFile -> ServedFile: each request, through Web
 *      |
 *      +-> TransientException -> Backoff: how long to wait, or no more
 * </pre>
 *
 * <p>What the whole hashes to, where it is put, and how a failure is told are its callers': the hub
 * of the command line, and the sources of a manifest.
 */
@NullMarked
package dev.ember.converter.download;

import org.jspecify.annotations.NullMarked;
