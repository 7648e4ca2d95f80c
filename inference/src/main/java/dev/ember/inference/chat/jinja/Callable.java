package dev.ember.inference.chat.jinja;

/** Something that a template can call: a global, a method of a value, a macro. */
interface Callable {
  Object call(Rendering rendering, Arguments arguments);
}
