package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The values of a call: by position, then by keyword. */
record Arguments(List<Object> positional, Map<String, Object> keywords) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  static Arguments of(Object... values) {
    return new Arguments(List.of(values), Map.of());
  }

  boolean has(int position, String keyword) {
    return position < positional.size() || keywords.containsKey(keyword);
  }

  /** A required argument. */
  Object get(int position, String keyword) {
    return get(position, keyword, new Undefined("missing argument '" + keyword + "'"));
  }

  /** An argument, or {@code otherwise} where it is not given. */
  Object get(int position, String keyword, Object otherwise) {
    if (position < positional.size()) {
      return positional.get(position);
    }
    return keywords.getOrDefault(keyword, otherwise);
  }

  String text(int position, String keyword) {
    Object value = get(position, keyword);
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    throw TemplateException.of(
        "expected a string as '" + keyword + "' but found " + Values.typeName(value));
  }

  String text(int position, String keyword, String otherwise) {
    return has(position, keyword) ? text(position, keyword) : otherwise;
  }

  int integer(int position, String keyword, int otherwise) {
    return has(position, keyword) ? Numbers.toInt(get(position, keyword)) : otherwise;
  }

  boolean flag(int position, String keyword) {
    return Values.isTrue(get(position, keyword, false));
  }

  /** With marked texts as texts. */
  Arguments plain() {
    return mapped(Markup::plain);
  }

  /** With each value changed. */
  Arguments mapped(UnaryOperator<Object> change) {
    List<Object> values = new ArrayList<>(positional.size());
    positional.forEach(value -> values.add(change.apply(value)));
    Map<String, Object> named = new LinkedHashMap<>();
    keywords.forEach((name, value) -> named.put(name, change.apply(value)));
    return new Arguments(values, named);
  }

  Arguments withoutFirst(int count) {
    int from = Math.min(count, positional.size());
    return new Arguments(positional.subList(from, positional.size()), keywords);
  }

  Map<Object, Object> keywordsAsDict() {
    return Collections.unmodifiableMap(new LinkedHashMap<Object, Object>(keywords));
  }
}
