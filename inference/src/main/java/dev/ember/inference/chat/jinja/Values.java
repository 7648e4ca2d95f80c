package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python's values are in Java: {@code None}, {@link Boolean}, {@link BigInteger}, {@link
 * Double}, {@link String}, {@link Sequence}, {@link Map} (in order), {@link Namespace}, {@link
 * Callable}, {@link LoopState} and {@link Undefined}.
 */
final class Values {
  /** Values in a tuple that is a key, tuples within counted: they can be shared and so be many. */
  private static final int MAX_KEY_ELEMENTS = 64;

  private Values() {}

  /** Takes a value of Java: texts, numbers, booleans, null, lists and maps of these. */
  static Object of(@Nullable Object value) {
    if (value == null) {
      return None.NONE;
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof BigInteger) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(of(element)));
      return Sequence.list(elements);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      map.forEach((key, element) -> dict.put(of(key), of(element)));
      return Collections.unmodifiableMap(dict);
    }
    throw new IllegalArgumentException(
        "expected a text, number, boolean, list or map but found " + value.getClass());
  }

  static Map<Object, Object> dict(Object value) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(dict::put);
    }
    return dict;
  }

  static boolean isTrue(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof BigInteger integer) {
      return integer.signum() != 0;
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    if (Markup.plain(value) instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Sequence sequence) {
      return sequence.kind() == Sequence.Kind.GENERATOR || sequence.size() > 0;
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return !(value instanceof None) && !(value instanceof Undefined);
  }

  static boolean isIterable(Object value) {
    return value instanceof String
        || value instanceof Markup
        || value instanceof Sequence
        || value instanceof Map
        || value instanceof Undefined;
  }

  /** What a loop over the value passes through: keys of a dictionary, characters of a text. */
  static List<Object> elements(Object value) {
    if (value instanceof Sequence sequence) {
      return sequence.elements();
    }
    if (Markup.plain(value) instanceof String text) {
      return PythonText.characters(text);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof Undefined) {
      return List.of();
    }
    throw TemplateException.of("'" + typeName(value) + "' object is not iterable");
  }

  /** Elements, or UTF-16 characters of a text: what walking through it costs; 0 of all else. */
  static int size(Object value) {
    if (Markup.plain(value) instanceof String text) {
      return text.length();
    }
    if (value instanceof Sequence sequence) {
      return sequence.size();
    }
    return value instanceof Map<?, ?> map ? map.size() : 0;
  }

  /**
   * Elements that finding a key looks at: a few, but all for a tuple, whose hash a template can
   * choose and which has no order that would help.
   */
  static long keyWork(Object holder, Object key) {
    return key instanceof Sequence && holder instanceof Map<?, ?> map ? 1L + map.size() : 1;
  }

  static int length(Object value) {
    if (Markup.plain(value) instanceof String text) {
      return PythonText.length(text);
    }
    boolean generator = value instanceof Sequence s && s.kind() == Sequence.Kind.GENERATOR;
    if (generator || !isIterable(value)) {
      throw TemplateException.of("object of type '" + typeName(value) + "' has no len()");
    }
    return size(value);
  }

  /** Python's name for the type, as it stands in messages. */
  static String typeName(Object value) {
    if (value instanceof Sequence sequence) {
      return sequence.kind().pythonName();
    }
    if (value instanceof None) {
      return "NoneType";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    return value instanceof Map ? "dict" : value.getClass().getSimpleName();
  }

  /** The value of a key, or null; {@code true} finds what stands under 1, as in Python. */
  static @Nullable Object find(Map<?, ?> map, Object wanted) {
    if (wanted instanceof Undefined) { // to Python a possible key, though no dict here has it
      return null;
    }
    Object key = key(wanted);
    Object found = map.get(key);
    return found == null ? map.get(twin(key)) : found;
  }

  /** Sets the value of a key; an equal key that is there stays as it was written. */
  static void put(Map<Object, Object> map, Object wanted, Object value) {
    Object key = key(wanted);
    map.put(map.containsKey(twin(key)) ? twin(key) : key, value);
  }

  /** The boolean that equals a number, or the number that equals a boolean, or the key itself. */
  private static Object twin(Object key) {
    if (key instanceof Boolean flag) {
      return flag ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (key.equals(BigInteger.ONE)) {
      return true;
    }
    return key.equals(BigInteger.ZERO) ? (Object) false : key;
  }

  /** A value that may be a key of a dictionary; 1, 1.0 and True are the same key in Python. */
  static Object key(Object value) {
    return key(value, new int[] {MAX_KEY_ELEMENTS});
  }

  private static Object key(Object value, int[] room) {
    if (value instanceof Sequence sequence && sequence.kind() == Sequence.Kind.TUPLE) {
      List<Object> keys = new ArrayList<>();
      for (Object element : sequence.elements()) {
        if (--room[0] < 0) {
          throw TemplateException.of("expected a key of at most " + MAX_KEY_ELEMENTS + " values");
        }
        keys.add(key(element, room));
      }
      return Sequence.tuple(keys);
    }
    if (value instanceof Markup markup) {
      return markup.text();
    }
    if (value instanceof Sequence || value instanceof Map || value instanceof Undefined) {
      throw TemplateException.of("unhashable type: '" + typeName(value) + "'");
    }
    if (value instanceof Double number && number == Math.rint(number) && !number.isInfinite()) {
      return new BigDecimal(number).toBigInteger();
    }
    return value;
  }
}
