package dev.ember.inference.chat.jinja;

/** A part of a template that has a value. */
interface Expression {
  Object evaluate(Rendering rendering, Scope scope);
}
