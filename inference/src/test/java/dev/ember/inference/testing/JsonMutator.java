package dev.ember.inference.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes other JSON texts of one: values replaced by what readers trip over, taken out, doubled,
 * exchanged with others, put deep into lists, keys renamed and given twice. The result is JSON more
 * often than not, so that what is refused is its meaning.
 */
public final class JsonMutator {
  private static final String MARK = "@raw"; // stands for a text that is put in as it is
  private static final int MOST_CHANGES = 3;
  private static final int MOST_LEVELS = 12; // as a power of two

  private static final String[] RAW = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "7",
    "0.5",
    "1e999",
    "-1e-999",
    "2147483647",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "123456789012345678901234567890",
    "NaN",
    "\"\"",
    "\"x\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"NaN\"",
    "[]",
    "[null]",
    "[0,0]",
    "[\"a\",\"a\"]",
    "{}",
    "{\"\":0}",
    "{\"a\":1,\"a\":2}",
    "'x'",
    "1,2",
    ""
  };

  private record Place(JsonElement parent, String key, int index) {
    JsonElement value() {
      return parent instanceof JsonArray array
          ? array.get(index)
          : parent.getAsJsonObject().get(key);
    }

    void set(JsonElement value) {
      if (parent instanceof JsonArray array) {
        array.set(index, value);
      } else {
        parent.getAsJsonObject().add(key, value);
      }
    }

    void remove() {
      if (parent instanceof JsonArray array) {
        array.remove(index);
      } else {
        parent.getAsJsonObject().remove(key);
      }
    }
  }

  private final JsonElement seed;

  /** Takes the text to begin with: an object or a list. */
  public JsonMutator(String json) {
    seed = JsonParser.parseString(json);
  }

  /** Another text. */
  public String mutant(Random random) {
    JsonElement root = seed.deepCopy();
    List<String> raw = new ArrayList<>();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      List<Place> places = new ArrayList<>();
      collect(root, places);
      if (!places.isEmpty()) {
        change(places.get(random.nextInt(places.size())), places, raw, random);
      }
    }
    String text = root.toString();
    for (int i = raw.size() - 1; i >= 0; i--) {
      text = text.replace("\"" + MARK + i + "\"", raw.get(i));
    }
    return text;
  }

  private static void change(Place place, List<Place> places, List<String> raw, Random random) {
    JsonElement other = places.get(random.nextInt(places.size())).value().deepCopy();
    switch (random.nextInt(8)) {
      case 0 -> place.remove();
      case 1, 2 -> place.set(marked(raw, RAW[random.nextInt(RAW.length)]));
      case 3 -> place.set(other);
      case 4 -> {
        int levels = 1 << random.nextInt(MOST_LEVELS);
        place.set(marked(raw, "[".repeat(levels) + place.value() + "]".repeat(levels)));
      }
      case 5 -> again(place, other, raw, random);
      case 6 -> rename(place, places, random);
      default -> number(place, random);
    }
  }

  /** Gives a key twice, or one element more. */
  private static void again(Place place, JsonElement other, List<String> raw, Random random) {
    JsonElement value = random.nextBoolean() ? place.value().deepCopy() : other;
    if (place.parent() instanceof JsonArray array) {
      array.add(value);
    } else {
      String key = new JsonPrimitive(place.key()).toString();
      place.set(marked(raw, place.value() + "," + key + ":" + value));
    }
  }

  private static void rename(Place place, List<Place> places, Random random) {
    if (place.parent() instanceof JsonObject object) {
      String other = places.get(random.nextInt(places.size())).key();
      object.add(other, object.remove(place.key()));
    }
  }

  /** A number a little or much off. */
  private static void number(Place place, Random random) {
    boolean number = place.value() instanceof JsonPrimitive primitive && primitive.isNumber();
    if (number) {
      double value = place.value().getAsDouble();
      place.set(
          switch (random.nextInt(4)) {
            case 0 -> new JsonPrimitive((long) value + 1);
            case 1 -> new JsonPrimitive((long) value - 1);
            case 2 -> new JsonPrimitive(1L << random.nextInt(63));
            default -> new JsonPrimitive(-(long) value);
          });
    }
  }

  private static JsonElement marked(List<String> raw, String text) {
    raw.add(text);
    return new JsonPrimitive(MARK + (raw.size() - 1));
  }

  private static void collect(JsonElement value, List<Place> places) {
    if (value instanceof JsonObject object) {
      for (String key : object.keySet()) {
        places.add(new Place(object, key, 0));
        collect(object.get(key), places);
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, "", i));
        collect(array.get(i), places);
      }
    }
  }
}
