package dev.ember.app.inside.lab;

/** Why a look inside came to nothing. */
public enum LabFault {
  /** The bundle is not what it says. */
  DAMAGED,
  /** The bundle cannot be read. */
  STORAGE,
  /** The look needs more memory than there is. */
  MEMORY,
  /** The phone took the memory back while the look went on. */
  MEMORY_TAKEN,
  /** The text has more tokens than can be looked at. */
  TOO_LONG,
  /** The model lacks what the look is at: a chat template, say. */
  UNFIT
}
