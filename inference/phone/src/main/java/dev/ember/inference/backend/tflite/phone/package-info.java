/**
 * Runs a bundle's {@code model.tflite} on TensorFlow Lite 2.16.1 for Android: on a phone's GPU, or
 * on its CPU where the newer natives do not load. {@link
 * dev.ember.inference.backend.tflite.phone.InterpreterBackend} is the entry point.
 *
 * <pre>
 * SelectedGraph (one signature of the bundle's graph) -> Interpreter, with GpuDelegate or without
 * token -> EmbeddingTable row, angles, mask, caches -> InterpreterStep
 *       -> logits, new keys and values -> appended to the HostKvCache
 * </pre>
 *
 * <p>Traps: the GPU delegate takes every signature of a graph that it is shown, and uploads the
 * weights anew for each, so it is shown one at a time; each input is copied at each call, the
 * caches too, so a GPU is for prompts unless a device's own measurement says otherwise; a driver
 * may answer wrongly, hang, or take the process along, so nothing here is to be used before {@code
 * backend.trust} has proved it.
 */
@NullMarked
package dev.ember.inference.backend.tflite.phone;

import org.jspecify.annotations.NullMarked;
