package dev.ember.app.inside.meaning;

/**
 * A word on the map.
 *
 * @param x from the middle of the cloud, in the units of the directions
 * @param y upwards
 * @param similarity to the word that was asked for
 */
record MapPoint(String word, float x, float y, Kind kind, float similarity) {

  /** Why it is there. */
  enum Kind {
    /** It was asked for. */
    WORD,
    /** It is a neighbour of that. */
    NEAR,
    /** So that the reader knows his way about. */
    LANDMARK
  }
}
