/**
 * The model hub: {@link dev.ember.converter.cli.hub.HubPull} lists a repository, chooses what an
 * import needs, and brings it into the cache, checked. It is the one package of the command line
 * that opens a connection, and a test holds that.
 *
 * <pre>
 * HubModel -> HubApi.list -> HubListing -> FileChoice -> FileDownload (each) -> HubCache
 * </pre>
 *
 * <p>Traps: a file's hash comes from the listing, never from the answer that carries the file. The
 * token goes to the endpoint's own host alone: OkHttp takes it off a redirect to another. What a
 * partial file is called by is its content's hash, so it may be resumed days later.
 */
@NullMarked
package dev.ember.converter.cli.hub;

import org.jspecify.annotations.NullMarked;
