package dev.ember.inference.chat.jinja;

/** A part of a template that prints or changes names. */
interface Statement {
  /** How a statement left its block. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Flow run(Rendering rendering, Scope scope, Output out);
}
