package dev.ember.app.inside.attention;

/** The two ways to look, in the order of the tabs. */
enum AttentionTab {
  /** Tokens against tokens. */
  MAP,
  /** What each layer would say next. */
  LENS
}
