/**
 * Android archives on disk: {@link dev.ember.assembly.archive.AarExploder} unpacks a folder of
 * them, {@link dev.ember.assembly.archive.ExplodedAar} says where each part then lies.
 */
@NullMarked
package dev.ember.assembly.archive;

import org.jspecify.annotations.NullMarked;
