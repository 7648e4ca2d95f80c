/**
 * Models on their way in: {@link dev.ember.app.jobs.Jobs} runs one job after another on the work
 * thread, and writes down what each is, so that a killed process goes on with it.
 *
 * <pre>
 * a file or an address -> a file in the library's incoming folder -> recognised by its first bytes
 *   a bundle            -> verified -> the library
 *   GGUF, safetensors   -> converted by the export library -> verified -> the library
 *   anything else       -> refused, with the reason
 * </pre>
 */
@NullMarked
package dev.ember.app.jobs;

import org.jspecify.annotations.NullMarked;
