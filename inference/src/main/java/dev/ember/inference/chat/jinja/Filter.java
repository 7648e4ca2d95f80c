package dev.ember.inference.chat.jinja;

/** {@code value | name(arguments)}. */
interface Filter {
  Object apply(Rendering rendering, Object value, Arguments arguments);
}
