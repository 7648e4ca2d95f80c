package dev.ember.inference.chat.jinja;

import java.util.List;

/** Statements one after the other. */
record Block(List<Statement> statements) {

  Statement.Flow run(Rendering rendering, Scope scope, Output out) {
    for (Statement statement : statements) {
      rendering.work(Rendering.ELEMENT);
      Statement.Flow flow = statement.run(rendering, scope, out);
      if (flow != Statement.Flow.NEXT) {
        return flow;
      }
    }
    return Statement.Flow.NEXT;
  }

  /** What the block prints, with names of its own. */
  String text(Rendering rendering, Scope outer) {
    Output text = new Output(rendering);
    run(rendering, new Scope(outer), text);
    return text.toString();
  }
}
