package dev.ember.app.markdown;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a family of programming languages has in common.
 *
 * @param quotes the characters that begin and end a string on one line
 * @param longStrings what begins and ends a string over several lines
 * @param keywords in lower case where {@code foldsCase}
 * @param foldsCase whether keywords may be written in any case
 */
record CodeLanguage(
    List<String> lineComments,
    List<Pair> blockComments,
    String quotes,
    List<String> longStrings,
    Set<String> keywords,
    boolean foldsCase,
    boolean capitalsAreTypes) {

  /** What opens and what closes. */
  record Pair(String open, String close) {}

  private static final Pair C_COMMENT = new Pair("/*", "*/");
  private static final Pair MARKUP_COMMENT = new Pair("<!--", "-->");

  private static final CodeLanguage CURLY =
      new CodeLanguage(
          List.of("//"),
          List.of(C_COMMENT),
          "\"'`",
          List.of("\"\"\""),
          words(
              "abstract as async await auto bool boolean break byte case catch chan char class"
                  + " const continue default defer delete do double else enum export extends extern"
                  + " false final finally float fn for foreach from fun func function go goto guard"
                  + " if impl implements import in inline instanceof int interface internal is let"
                  + " long map match mod module mut namespace native new nil null object of"
                  + " operator out override package permits private protected protocol public range"
                  + " record ref return sealed select self short signed sizeof static struct super"
                  + " switch synchronized template this throw throws trait transient true try type"
                  + " typedef typename typeof undefined union unsafe unsigned use using val var"
                  + " void volatile when where while with yield"),
          false,
          true);

  private static final CodeLanguage PYTHON =
      new CodeLanguage(
          List.of("#"),
          List.of(),
          "\"'",
          List.of("\"\"\"", "'''"),
          words(
              "and as assert async await break class continue def del elif else except False"
                  + " finally for from global if import in is lambda match None nonlocal not or"
                  + " pass raise return True try while with yield end module require begin unless"
                  + " until then nil self case when do"),
          false,
          true);

  private static final CodeLanguage SHELL =
      new CodeLanguage(
          List.of("#"),
          List.of(),
          "\"'",
          List.of(),
          words(
              "if then else elif fi for while until do done case esac in function return exit"
                  + " export local set unset source alias echo cd true false null yes no"),
          false,
          false);

  private static final CodeLanguage SQL =
      new CodeLanguage(
          List.of("--"),
          List.of(C_COMMENT),
          "'\"",
          List.of(),
          words(
              "add all alter and as asc between by case check column constraint create cross"
                  + " database default delete desc distinct drop else end exists foreign from full"
                  + " group having if in index inner insert into is join key left like limit not"
                  + " null offset on or order outer primary references replace right select set"
                  + " table then trigger union unique update using values view virtual when where"
                  + " with recursive"),
          true,
          false);

  private static final CodeLanguage MARKUP =
      new CodeLanguage(List.of(), List.of(MARKUP_COMMENT), "\"", List.of(), Set.of(), false, false);

  private static final CodeLanguage PLAIN =
      new CodeLanguage(List.of(), List.of(), "", List.of(), Set.of(), false, false);

  private static Set<String> words(String all) {
    return new HashSet<>(Arrays.asList(all.split(" ")));
  }

  /** The language that a fence names; {@code "c++"}, {@code "js"} and the like are understood. */
  static CodeLanguage named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "java",
          "kotlin",
          "kt",
          "scala",
          "groovy",
          "c",
          "h",
          "cpp",
          "c++",
          "cc",
          "hpp",
          "cs",
          "c#",
          "csharp",
          "go",
          "golang",
          "rust",
          "rs",
          "swift",
          "javascript",
          "js",
          "jsx",
          "typescript",
          "ts",
          "tsx",
          "dart",
          "php",
          "json",
          "json5",
          "css",
          "scss",
          "proto",
          "glsl",
          "zig" ->
          CURLY;
      case "python", "py", "ruby", "rb", "r", "julia", "jl", "elixir" -> PYTHON;
      case "sh",
          "bash",
          "zsh",
          "shell",
          "console",
          "yaml",
          "yml",
          "toml",
          "ini",
          "make",
          "makefile",
          "dockerfile",
          "properties",
          "perl" ->
          SHELL;
      case "sql", "sqlite", "postgresql", "mysql", "lua", "haskell" -> SQL;
      case "html", "xml", "svg", "xhtml" -> MARKUP;
      default -> PLAIN;
    };
  }

  boolean isKeyword(String word) {
    return keywords.contains(foldsCase ? word.toLowerCase(Locale.ROOT) : word);
  }
}
