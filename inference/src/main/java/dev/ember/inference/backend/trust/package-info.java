/**
 * Trust by proof: which backend answers for a model on this device. {@link
 * dev.ember.inference.backend.trust.TrustedBackends} is the entry point.
 *
 * <pre>
 * Contenders -> Trial (open, golden prompts, a nearly full cache, two seconds of each speed)
 *            -> Verdict -> VerdictStore -> TrustedBackends.open: the fastest that is trusted,
 *               in a FallbackBackend, or the CPU
 * </pre>
 *
 * <p>A verdict holds for {@link dev.ember.inference.backend.trust.Circumstances}: one bundle, on
 * one set of drivers and libraries, under one version of the app. Whatever may take the process
 * along runs behind a mark on the disk; a mark that a new process finds is a crash of the last one.
 *
 * <p>Traps: a call that hangs cannot be ended, only left behind on its thread, so the threads are
 * the caller's to give, and what hangs must never be closed. A backend that takes over from another
 * may have the smaller window, so that of a cache may shrink. Too little memory is of the moment:
 * {@link dev.ember.inference.backend.trust.NoRoomException} leaves no verdict. Nothing here decides
 * from names of devices: lists of good ones are out of date when they ship.
 */
@NullMarked
package dev.ember.inference.backend.trust;

import org.jspecify.annotations.NullMarked;
