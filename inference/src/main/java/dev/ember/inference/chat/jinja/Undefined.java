package dev.ember.inference.chat.jinja;

/**
 * A name or key that is not there: prints nothing, is false and empty; anything else done with it
 * is an error whose text is {@code problem}.
 */
record Undefined(String problem) {

  static Undefined name(String name) {
    return new Undefined("'" + name + "' is undefined");
  }

  TemplateException error() {
    return TemplateException.of(problem);
  }
}
