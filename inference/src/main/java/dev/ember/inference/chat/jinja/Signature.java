package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which arguments a function of Python takes, so that a call which Python refuses is refused here,
 * too: a surplus argument or a misspelt keyword is never silently dropped.
 *
 * @param names in order of position
 * @param required how many of them must be given
 * @param named how many, counted from the end, may be given by keyword
 * @param open whether any others are welcome
 */
record Signature(List<String> names, int required, int named, boolean open) {

  /**
   * Reads lines such as {@code "replace old new count?"}: a question mark for what may be missing,
   * a bar behind what has no keyword, an asterisk for a function that takes anything.
   */
  static Map<String, Signature> table(String lines) {
    Map<String, Signature> table = new HashMap<>();
    for (String line : lines.split("\n")) {
      List<String> words = new ArrayList<>(List.of(line.trim().split(" +")));
      table.put(words.remove(0), of(words));
    }
    return table;
  }

  private static Signature of(List<String> words) {
    List<String> names = new ArrayList<>();
    int required = 0;
    int named = 0;
    boolean open = false;
    for (String word : words) {
      if (word.equals("*")) {
        open = true;
      } else if (word.equals("|")) {
        named = 0;
      } else {
        boolean optional = word.endsWith("?");
        names.add(optional ? word.substring(0, word.length() - 1) : word);
        required += optional ? 0 : 1;
        named++;
      }
    }
    return new Signature(names, required, named, open);
  }

  /** Refuses arguments that the function would not take. */
  void check(String function, Arguments arguments) {
    if (open) {
      return;
    }
    int positional = arguments.positional().size();
    if (positional > names.size()) {
      throw TemplateException.of(
          function
              + " takes at most "
              + names.size()
              + " arguments but "
              + positional
              + " are given");
    }
    for (String keyword : arguments.keywords().keySet()) {
      int place = names.indexOf(keyword);
      if (place < names.size() - named || place < positional) {
        throw TemplateException.of(function + " takes no keyword '" + keyword + "' here");
      }
    }
    for (int i = positional; i < required; i++) {
      if (!arguments.keywords().containsKey(names.get(i))) {
        throw TemplateException.of(function + " misses its argument '" + names.get(i) + "'");
      }
    }
  }
}
