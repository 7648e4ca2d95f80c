package dev.ember.app.inside.attention;

/** The two ways to look. */
enum AttentionTab {
  /** Tokens against tokens. */
  MAP(0),
  /** What each layer would say next. */
  LENS(1);

  private final int place;

  AttentionTab(int place) {
    this.place = place;
  }

  /** Which of the tabs it is, from 0. */
  int place() {
    return place;
  }

  /** The one at a place. */
  static AttentionTab at(int place) {
    return place == LENS.place ? LENS : MAP;
  }
}
