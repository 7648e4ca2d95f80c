package dev.ember.inference.chat.jinja;

import java.util.List;

/** What a value is assigned to: a name, {@code namespace.name}, or several of them. */
sealed interface Target {
  void assign(Scope scope, Object value);

  record Name(String name) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      scope.set(name, value);
    }
  }

  record NamespaceAttribute(String namespace, String attribute) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      if (!(scope.get(namespace) instanceof Namespace target)) {
        throw TemplateException.of("cannot assign attribute on non-namespace object");
      }
      target.set(attribute, value);
    }
  }

  record Several(List<Target> targets) implements Target {
    @Override
    public void assign(Scope scope, Object value) {
      int found = value instanceof String text ? PythonText.length(text) : Values.size(value);
      if (Values.isIterable(value) && found != targets.size()) {
        throw TemplateException.of(
            "expected " + targets.size() + " values to unpack but found " + found);
      }
      List<Object> values = Values.elements(value);
      for (int i = 0; i < values.size(); i++) {
        targets.get(i).assign(scope, values.get(i));
      }
    }
  }
}
