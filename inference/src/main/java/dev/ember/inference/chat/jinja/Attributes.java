package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code x.name}, {@code x[key]} and {@code x[from:to:step]}. */
final class Attributes {
  /** Methods that change their value: Jinja's immutable sandbox refuses them. */
  private static final Set<String> UNSAFE =
      Set.of(
          "append",
          "clear",
          "extend",
          "insert",
          "pop",
          "popitem",
          "remove",
          "reverse",
          "setdefault",
          "sort",
          "update");

  private Attributes() {}

  /** The attribute, else the key of that name, as in Jinja. */
  static Object attribute(Object value, String name) {
    Object own = ownAttribute(value, name);
    if (own instanceof Undefined && value instanceof Map<?, ?> map) {
      Object element = map.get(name);
      return element == null ? own : element;
    }
    return own;
  }

  /** The key or position, else the attribute of that name. */
  static Object item(Object value, Object key) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Markup markup) {
      return Markup.mark(item(markup.text(), Markup.plain(key)));
    }
    if (value instanceof Map<?, ?> map) {
      Object element = canBeKey(key) ? Values.find(map, key) : null;
      if (element != null) {
        return element;
      }
    } else if (Numbers.isNumber(key) && !(key instanceof Double)) {
      return element(value, Numbers.toInt(key));
    }
    return Markup.plain(key) instanceof String name
        ? ownAttribute(value, name)
        : missing(
            value,
            key instanceof Sequence || key instanceof Map
                ? "of a " + Values.typeName(key)
                : "" + key);
  }

  /** Whether a dict could have it: what cannot be a key is not there, as any other. */
  private static boolean canBeKey(Object key) {
    boolean mutable = key instanceof Sequence s && s.kind() != Sequence.Kind.TUPLE;
    return !mutable && !(key instanceof Map) && !(key instanceof Undefined);
  }

  static Object slice(Object value, Object start, Object stop, Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Markup markup) {
      return Markup.mark(slice(markup.text(), start, stop, step));
    }
    if (value instanceof String text && step instanceof None) {
      int length = PythonText.length(text);
      int from = start instanceof None ? 0 : clamp(start, length, 0, length);
      int to = stop instanceof None ? length : clamp(stop, length, 0, length);
      int first = text.offsetByCodePoints(0, from);
      return from >= to ? "" : text.substring(first, text.offsetByCodePoints(first, to - from));
    }
    boolean text = value instanceof String;
    if (!text && !(value instanceof Sequence sequence && sequence.isIndexable())) {
      throw TemplateException.of("'" + Values.typeName(value) + "' object cannot be sliced");
    }
    List<Object> part = slice(Values.elements(value), start, stop, step);
    if (text) {
      StringBuilder joined = new StringBuilder();
      part.forEach(joined::append);
      return joined.toString();
    }
    Sequence.Kind kind = ((Sequence) value).kind();
    return new Sequence(kind == Sequence.Kind.RANGE ? Sequence.Kind.LIST : kind, part, "");
  }

  static Object ownAttribute(Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Namespace namespace) {
      return namespace.get(name);
    }
    if (value instanceof LoopState loop) {
      return loop.get(name);
    }
    if (value instanceof Macro.Value macro) {
      return macro.attribute(name);
    }
    if (value instanceof Cycler cycler) {
      return cycler.attribute(name);
    }
    if (value instanceof Sequence group && group.label().equals(Sequence.GROUP)) {
      int place = List.of("grouper", "list").indexOf(name);
      if (place >= 0) {
        return group.elements().get(place);
      }
    }
    Callable method = method(value, name);
    return method == null ? missing(value, name) : method;
  }

  private static @Nullable Callable method(Object value, String name) {
    if (value instanceof String text) {
      return StringMethods.find(text, name);
    }
    if (value instanceof Markup markup) {
      Callable ofText = StringMethods.find(markup.text(), name);
      return ofText == null ? null : markup.method(name, ofText);
    }
    if (value instanceof Map<?, ?> map) {
      return DictMethods.find(map, name);
    }
    boolean list = value instanceof Sequence sequence && sequence.isIndexable();
    return list ? ListMethods.find((Sequence) value, name) : null;
  }

  private static Object element(Object value, int position) {
    boolean indexable = value instanceof String || (value instanceof Sequence s && s.isIndexable());
    if (!indexable) {
      return missing(value, String.valueOf(position));
    }
    if (value instanceof String text) {
      return character(text, position);
    }
    List<Object> elements = Values.elements(value);
    int at = position < 0 ? position + elements.size() : position;
    return at >= 0 && at < elements.size()
        ? elements.get(at)
        : new Undefined(Values.typeName(value) + " object has no element " + position);
  }

  private static Object character(String text, int position) {
    int length = PythonText.length(text);
    int at = position < 0 ? position + length : position;
    if (at < 0 || at >= length) {
      return new Undefined("str object has no element " + position);
    }
    int start = text.offsetByCodePoints(0, at);
    return text.substring(start, text.offsetByCodePoints(start, 1));
  }

  private static Undefined missing(Object value, String name) {
    boolean unsafe = UNSAFE.contains(name) && (value instanceof Sequence || value instanceof Map);
    return new Undefined(
        unsafe
            ? "access to attribute '" + name + "' of '" + Values.typeName(value) + "' is unsafe"
            : "'" + Values.typeName(value) + " object' has no attribute '" + name + "'");
  }

  private static List<Object> slice(List<Object> elements, Object start, Object stop, Object step) {
    int by = step instanceof None ? 1 : Numbers.toInt(step);
    if (by == 0) {
      throw TemplateException.of("slice step cannot be zero");
    }
    int size = elements.size();
    int low = by > 0 ? 0 : -1;
    int high = by > 0 ? size : size - 1;
    int from = start instanceof None ? (by > 0 ? low : high) : clamp(start, size, low, high);
    int to = stop instanceof None ? (by > 0 ? high : low) : clamp(stop, size, low, high);
    List<Object> part = new ArrayList<>();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      part.add(elements.get((int) i));
    }
    return Collections.unmodifiableList(part);
  }

  private static int clamp(Object position, int size, int low, int high) {
    int at = Numbers.toInt(position);
    return Math.max(low, Math.min(high, at < 0 ? at + size : at));
  }
}
