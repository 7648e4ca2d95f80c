package dev.ember.inference.backend.trust;

/** Whether {@link TrustedBackends#prove} has anything to do. */
public enum ProofState {
  /** Everything is known, or there is not the memory to know more. */
  MADE,
  DUE,
  /** Not now: a call that nobody waits for any more still holds a driver. */
  PUT_OFF
}
