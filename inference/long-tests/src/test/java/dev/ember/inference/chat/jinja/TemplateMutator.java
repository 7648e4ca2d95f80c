package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes templates out of given ones: their tokens cut out, doubled, swapped and mixed with those of
 * others, other filters, tests, methods, operators and signs, huge numbers, nesting, stray letters.
 */
final class TemplateMutator {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\{%[-+]?|[-+]?%\\}|\\{\\{[-+]?|-?\\}\\}|\\{#-?|-?#\\}|'[^']*'|\"[^\"]*\""
              + "|\\w+|\\s+|==|!=|<=|>=|//|\\*\\*|.",
          Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\\w+");

  private static final String[] FILTERS =
      words(
          "abs attr batch capitalize center count d default dictsort e escape filesizeformat first"
              + " float forceescape format groupby indent int items join last length list lower map"
              + " max min pprint reject rejectattr replace reverse round safe select selectattr"
              + " slice sort string striptags sum title tojson trim truncate unique upper urlencode"
              + " wordcount xmlattr nosuch");
  private static final String[] TESTS =
      words(
          "boolean callable defined divisibleby eq equalto escaped even false filter float ge gt in"
              + " integer iterable le lower lt mapping ne none number odd sameas sequence string"
              + " test true undefined upper nosuch");
  private static final String[] METHODS =
      words(
          "append capitalize center copy count endswith expandtabs find format get index isdigit"
              + " items join keys ljust lower lstrip partition pop replace rfind rsplit rstrip"
              + " split splitlines startswith strip title update upper values zfill __class__"
              + " nosuch");
  private static final String[] OPERATORS =
      words("+ - * / // % ** ~ == != < > <= >= and or not in is if else | . , : ( ) [ ] { } =");
  private static final String[] STATEMENTS = {
    "{% for x in messages %}",
    "{% for i in range(99999) %}",
    "{% endfor %}",
    "{% if messages %}",
    "{% elif x %}",
    "{% else %}",
    "{% endif %}",
    "{% set x = x ~ x %}",
    "{% set x %}",
    "{% endset %}",
    "{% set ns = namespace(l=[1, 2]) %}",
    "{% set ns.l = ns.l + ns.l %}",
    "{% macro f(a, b=2) %}",
    "{{ f(f(1)) }}",
    "{{ f(x, *messages) }}",
    "{% endmacro %}",
    "{% call f(1) %}",
    "{% endcall %}",
    "{% filter upper %}",
    "{% endfilter %}",
    "{% with x = messages %}",
    "{% endwith %}",
    "{% break %}",
    "{% continue %}",
    "{% raw %}",
    "{% endraw %}",
    "{% generation %}",
    "{% endgeneration %}",
    "{{ loop.previtem }}",
    "{{ raise_exception(x) }}",
    "{#",
    "#}",
    "{{",
    "}}",
    "{%",
    "%}"
  };
  private static final String[] VALUES = {
    "0",
    "-1",
    "1e999",
    "0.1",
    "99999999999999999999",
    "2147483648",
    "'a' * 1000000",
    "range(100000) | list",
    "range(3)",
    "none",
    "true",
    "nosuch",
    "[]",
    "{}",
    "()",
    "[[1], 'a']",
    "{'a': {'b': 1}}",
    "''",
    "'%s %(a)d %*x'",
    "'{0.a[b]!r:>{1}}'",
    "messages",
    "messages[0]",
    "messages[-1].content",
    "tools",
    "loop",
    "namespace()",
    "cycler(1)",
    "f",
    "'\ud800 🍵 \\ud800'"
  };

  private final List<List<String>> seeds = new ArrayList<>();

  /** Takes the templates to begin with. */
  TemplateMutator(List<String> templates) {
    templates.forEach(template -> seeds.add(tokens(template)));
  }

  /** Another template, which is none more often than not. */
  String mutant(Random random) {
    List<String> tokens = new ArrayList<>(one(seeds, random));
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      change(tokens, random);
    }
    return String.join("", tokens);
  }

  private void change(List<String> tokens, Random random) {
    int at = random.nextInt(tokens.size() + 1);
    int some = Math.min(tokens.size() - at, 1 + random.nextInt(8));
    switch (random.nextInt(14)) {
      case 0 -> tokens.subList(at, at + some).clear();
      case 1 -> tokens.addAll(at, new ArrayList<>(tokens.subList(at, at + some)));
      case 2 -> swap(tokens, at, random);
      case 3 -> tokens.addAll(at, cut(one(seeds, random), random));
      case 4 -> tokens.add(at, one(STATEMENTS, random));
      case 5 -> replaceAfter(tokens, at, "|", one(FILTERS, random));
      case 6 -> replaceAfter(tokens, at, "is", one(TESTS, random));
      case 7 -> replaceAfter(tokens, at, ".", one(METHODS, random));
      case 8 -> replaceNext(tokens, at, TemplateMutator::isValue, one(VALUES, random));
      case 9 -> replaceNext(tokens, at, List.of(OPERATORS)::contains, one(OPERATORS, random));
      case 10 -> tokens.add(at, " | " + one(FILTERS, random) + arguments(random));
      case 11 -> tokens.add(at, "." + one(METHODS, random) + arguments(random));
      case 12 -> nest(tokens, at, some, random);
      default -> tokens.add(at, String.valueOf((char) random.nextInt(random.nextInt(0x3000) + 1)));
    }
  }

  private static void swap(List<String> tokens, int at, Random random) {
    if (at < tokens.size()) {
      int other = random.nextInt(tokens.size());
      tokens.set(at, tokens.set(other, tokens.get(at)));
    }
  }

  /** Brackets, blocks, signs or operators around some tokens, again and again. */
  private static void nest(List<String> tokens, int at, int some, Random random) {
    int times = 1 << random.nextInt(10);
    String[] pair =
        switch (random.nextInt(8)) {
          case 0 -> new String[] {"(", ")"};
          case 1 -> new String[] {"[", "]"};
          case 2 -> new String[] {"{1: ", "}"};
          case 3 -> new String[] {"not ", ""};
          case 4 -> new String[] {"{% for x in messages %}", "{% endfor %}"};
          case 5 -> new String[] {"{% if true %}", "{% endif %}"};
          case 6 -> new String[] {"x if x else ", ""};
          default -> new String[] {"", " + x"};
        };
    tokens.add(at + some, pair[1].repeat(times));
    tokens.add(at, pair[0].repeat(times));
  }

  private static String arguments(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> "()";
      default -> "(" + one(VALUES, random) + ")";
    };
  }

  private static List<String> cut(List<String> tokens, Random random) {
    int from = random.nextInt(tokens.size());
    return tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(12)));
  }

  /** Replaces what stands behind the next such token. */
  private static void replaceAfter(List<String> tokens, int from, String mark, String with) {
    for (int i = from; i < tokens.size() - 1; i++) {
      if (tokens.get(i).equals(mark)) {
        int next = tokens.get(i + 1).isBlank() && i + 2 < tokens.size() ? i + 2 : i + 1;
        tokens.set(next, with);
        return;
      }
    }
  }

  private interface Kind {
    boolean contains(String token);
  }

  private static void replaceNext(List<String> tokens, int from, Kind kind, String with) {
    for (int i = from; i < tokens.size(); i++) {
      if (kind.contains(tokens.get(i))) {
        tokens.set(i, with);
        return;
      }
    }
  }

  private static boolean isValue(String token) {
    return WORD.matcher(token).matches() || token.startsWith("'") || token.startsWith("\"");
  }

  private static List<String> tokens(String template) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(template);
    while (token.find()) {
      tokens.add(token.group());
    }
    return tokens;
  }

  private static String[] words(String all) {
    return all.split(" ");
  }

  private static String one(String[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  private static List<String> one(List<List<String>> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
