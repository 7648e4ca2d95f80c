/**
 * The models on this phone: {@link dev.ember.app.library.ModelLibrary} keeps their files, says
 * which one answers a chat, and hands it to the engine.
 *
 * <p>A model enters by {@link dev.ember.app.library.BundleVerifier} alone, and lies in a folder
 * that is named after its contents' hash; a name that came with a file is shown to people and is
 * never part of a path.
 */
@NullMarked
package dev.ember.app.library;

import org.jspecify.annotations.NullMarked;
