package dev.ember.inference.chat.jinja;

/** What an element is compared by. */
interface Key {
  Object of(Object element);
}
