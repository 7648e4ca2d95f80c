package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of Jinja's filters and tests and of Python's methods, as their manuals have them.
 */
final class Signatures {
  private static final Map<String, Signature> FILTERS =
      Signature.table(
          "abs\n"
              + "attr name\n"
              + "batch linecount fill_with?\n"
              + "capitalize\n"
              + "center width?\n"
              + "count\n"
              + "d default_value? boolean?\n"
              + "default default_value? boolean?\n"
              + "dictsort case_sensitive? by? reverse?\n"
              + "e\n"
              + "escape\n"
              + "filesizeformat binary?\n"
              + "first\n"
              + "float default?\n"
              + "forceescape\n"
              + "format *\n"
              + "groupby attribute default? case_sensitive?\n"
              + "indent width? first? blank?\n"
              + "int default? base?\n"
              + "items\n"
              + "join d? attribute?\n"
              + "last\n"
              + "length\n"
              + "list\n"
              + "lower\n"
              + "map *\n"
              + "max case_sensitive? attribute?\n"
              + "min case_sensitive? attribute?\n"
              + "pprint\n"
              + "reject *\n"
              + "rejectattr *\n"
              + "replace old new count?\n"
              + "reverse\n"
              + "round precision? method?\n"
              + "safe\n"
              + "select *\n"
              + "selectattr *\n"
              + "slice slices fill_with?\n"
              + "sort reverse? case_sensitive? attribute?\n"
              + "string\n"
              + "striptags\n"
              + "sum attribute? start?\n"
              + "title\n"
              + "tojson ensure_ascii? indent? separators? sort_keys?\n"
              + "trim chars?\n"
              + "truncate length? killwords? end? leeway?\n"
              + "unique case_sensitive? attribute?\n"
              + "upper\n"
              + "urlencode\n"
              + "wordcount\n"
              + "wordwrap width? break_long_words? wrapstring? break_on_hyphens?\n"
              + "xmlattr autospace?");

  private static final Map<String, Signature> TESTS =
      Signature.table(
          "divisibleby num\n"
              + "sameas other\n"
              + "in seq\n"
              + "== other |\n"
              + "eq other |\n"
              + "equalto other |\n"
              + "!= other |\n"
              + "ne other |\n"
              + "< other |\n"
              + "lt other |\n"
              + "lessthan other |\n"
              + "<= other |\n"
              + "le other |\n"
              + "> other |\n"
              + "gt other |\n"
              + "greaterthan other |\n"
              + ">= other |\n"
              + "ge other |");

  private static final Map<String, Signature> METHODS =
      Signature.table(
          "center width fillchar? |\n"
              + "count sub start? end? |\n"
              + "endswith affix start? end? |\n"
              + "expandtabs tabsize?\n"
              + "find sub start? end? |\n"
              + "format *\n"
              + "index sub start? end? |\n"
              + "join iterable |\n"
              + "ljust width fillchar? |\n"
              + "lstrip chars? |\n"
              + "partition sep |\n"
              + "removeprefix prefix |\n"
              + "removesuffix suffix |\n"
              + "replace old new count? |\n"
              + "rfind sub start? end? |\n"
              + "rindex sub start? end? |\n"
              + "rjust width fillchar? |\n"
              + "rpartition sep |\n"
              + "rsplit sep? maxsplit?\n"
              + "rstrip chars? |\n"
              + "split sep? maxsplit?\n"
              + "splitlines keepends?\n"
              + "startswith affix start? end? |\n"
              + "strip chars? |\n"
              + "zfill width |\n"
              + "get key default? |\n"
              + "list.count value |\n"
              + "list.index value start? stop? |");

  private static final Signature NOTHING = new Signature(List.of(), 0, 0, false);

  private Signatures() {}

  static void checkFilter(String name, Arguments arguments) {
    check(FILTERS.get(name), "filter '" + name + "'", arguments);
  }

  static void checkTest(String name, Arguments arguments) {
    check(TESTS.get(name), "test '" + name + "'", arguments);
  }

  static void checkMethod(String name, Arguments arguments) {
    check(METHODS.get(name), name + "()", arguments);
  }

  private static void check(@Nullable Signature signature, String what, Arguments arguments) {
    (signature == null ? NOTHING : signature).check(what, arguments);
  }
}
