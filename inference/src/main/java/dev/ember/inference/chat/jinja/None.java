package dev.ember.inference.chat.jinja;

/** Python's {@code None}. */
enum None {
  NONE
}
