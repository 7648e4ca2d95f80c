/**
 * The seam: tokens and a KV cache go in, logits come out. Above {@link
 * dev.ember.inference.backend.Backend} everything is plain Java; below it is one package per
 * runtime.
 */
@NullMarked
package dev.ember.inference.backend;

import org.jspecify.annotations.NullMarked;
