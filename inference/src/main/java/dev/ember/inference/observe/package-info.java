/**
 * Looking inside a model while it reads: {@link dev.ember.inference.observe.Microscope} takes a
 * text through the plain-Java reference, layer by layer, and keeps what was asked for: who attends
 * to whom, how far each block moves the residual stream, and what each layer would say next.
 */
@NullMarked
package dev.ember.inference.observe;

import org.jspecify.annotations.NullMarked;
