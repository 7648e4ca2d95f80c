package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Templates that must fail: the line of the fault, and a part of what is said. */
@RunWith(Parameterized.class)
public final class TemplateErrorTest {
  private final String source;
  private final int line;
  private final String reason;

  public TemplateErrorTest(String source, int line, String reason) {
    this.source = source;
    this.line = line;
    this.reason = reason;
  }

  @Parameters(name = "{0}")
  public static Object[][] cases() {
    return new Object[][] {
      // Syntax
      {"a\n{{ 1 + }}", 2, "expected an expression but found 'end of tag'"},
      {"{% if true %}x", 1, "expected 'endif' but found 'end of template'"},
      {"\n\n{% endfor %}", 3, "unknown tag 'endfor'"},
      {"a\n{% import 'x' as y %}", 2, "'import' needs a loader of templates, and a chat template"},
      {"{% include 'x' %}", 1, "'include' needs a loader"},
      {"{% extends 'x' %}", 1, "'extends' needs a loader"},
      {"{% autoescape true %}x{% endautoescape %}", 1, "autoescape true is not supported"},
      {"{{ 'open }}", 1, "an unexpected character '''"},
      {"{{ (1 }}", 1, "an unexpected '}'"},
      {"{{ 1", 1, "a tag has no end"},
      {"{# never", 1, "a comment {# has no end"},
      {"{% raw %}x", 1, "a raw block has no endraw"},
      {"{% break %}", 1, "expected a loop around break or continue"},
      {"{% macro f(a=1, b) %}{% endmacro %}", 1, "expected a default"},
      {"{{ x is string is none }}", 1, "tests cannot be chained"},
      {"{{ f(a=1, 2) }}", 1, "expected a keyword argument"},
      {"{% for 1 in x %}{% endfor %}", 1, "expected a name"},
      {"{% for x in [1] %}{{ loop([2]) }}{% endfor %}", 1, "must have the 'recursive' marker"},
      {"{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", 1, "at most 100 levels"},
      {"{% for x in [] %}{{ x | nosuch }}{% endfor %}", 1, "no filter named 'nosuch'"},
      {"{{ '\\xZZ' }}", 1, "expected 2 hex digits"},
      {"{% call 1 %}{% endcall %}", 1, "expected a call"},
      // Names and types
      {"a\n\n{{ nope.x }}", 3, "'nope' is undefined"},
      {"{{ nope() }}", 1, "'nope' is undefined"},
      {"{{ 'a' + nope }}", 1, "'nope' is undefined"},
      {"{{ nope < 1 }}", 1, "'nope' is undefined"},
      {"{{ 'a' + 1 }}", 1, "unsupported operand types for +: 'str' and 'int'"},
      {"{{ 1 < 'a' }}", 1, "no order between 'int' and 'str'"},
      {"{{ 1 in 'a' }}", 1, "requires string as left operand, not int"},
      {"{% for x in 5 %}{% endfor %}", 1, "'int' object is not iterable"},
      {"{% for a, b in [[1]] %}{% endfor %}", 1, "expected 2 values to unpack but found 1"},
      {"{% set d = {} %}{% set d.a = 1 %}", 1, "cannot assign attribute on non-namespace"},
      {"{{ [].append(1) }}", 1, "'append' of 'list' is unsafe"},
      {"{{ 'x'.nope() }}", 1, "no attribute 'nope'"},
      {"{{ 1() }}", 1, "'int' object is not callable"},
      {"{{ {[]: 1} }}", 1, "unhashable type: 'list'"},
      {"{{ 5 | length }}", 1, "object of type 'int' has no len()"},
      {"{{ 1 // 0 }}", 1, "division or modulo by zero"},
      {"{{ 1.0 / 0 }}", 1, "division by zero"},
      {"{{ -'a' }}", 1, "bad operand type for unary -: 'str'"},
      {"{{ [1][::0] }}", 1, "slice step cannot be zero"},
      {"{{ 'x' | nosuch }}", 1, "no filter named 'nosuch'"},
      {"{{ 'x' is nosuch }}", 1, "no test named 'nosuch'"},
      {"{{ nope | tojson }}", 1, "Undefined is not JSON serializable"},
      {"{% macro f() %}{% endmacro %}\n{{ f(1) }}", 2, "takes not more than 0 argument(s)"},
      {"{% macro f() %}{% endmacro %}{{ f(k=1) }}", 1, "takes no keyword argument [k]"},
      {"{{ 'a'.split('') }}", 1, "expected a separator"},
      {"{{ '%d' % 'x' }}", 1, "a number is required, not str"},
      {"{{ '%s' % () }}", 1, "not enough arguments"},
      {"{{ '%s' % (1, 2) }}", 1, "not all arguments converted"},
      {"{{ 5[1:] }}", 1, "'int' object cannot be sliced"},
      {"{{ range(2) | tojson }}", 1, "Object of type range is not JSON serializable"},
      {"{{ 5 | indent }}", 1, "expected a string as 's' but found int"},
      {"{{ nope | int }}", 1, "'nope' is undefined"},
      {"{{ range() }}", 1, "range expects 1 to 3 numbers"},
      {"{{ range(0, 1, 0) }}", 1, "range step must not be zero"},
      // Limits
      {"{{ range(100001) }}", 1, "expected a range of at most 100000"},
      {"{{ 'x' * 99999999 }}", 1, "expected a value of at most 1048576"},
      {
        "{% set ns = namespace(s='ab') %}{% for i in range(60) %}\n{% set ns.s = ns.s + ns.s %}"
            + "{% endfor %}",
        2,
        "expected a value of at most 1048576"
      },
      {
        "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}"
            + "{% endfor %}{{ ns.s }}",
        1,
        "takes more than"
      },
      {
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        1,
        "takes more than"
      },
      {"{% set x = 'x' * 999999 %}{{ x }}{{ x }}", 1, "characters of output"},
      {"{{ 9 ** 99999 }}", 1, "expected an integer of at most 16384 bits"},
      {"{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "at most 100 levels"},
      {
        "{% set ns = namespace(s=1) %}{% for i in range(200) %}{% set ns.s = [ns.s] %}{% endfor %}"
            + "{{ ns.s == ns.s }}{{ ns.s }}",
        1,
        "at most 100 levels"
      },
      {"{{ 'x'.replace('', 'y' * 1048576) }}", 1, "characters of output"},
      {"{{ " + "(".repeat(300) + "1" + ")".repeat(300) + " }}", 1, "at most 200 levels of nesting"},
      {"{{ 1" + " + 1".repeat(2000) + " }}", 1, "at most 1000 operators in a tag"},
      {"{% if 1 %}".repeat(300), 1, "at most 200 levels of nesting"},
      {"{{ " + "-".repeat(300) + "1 }}", 1, "at most 200 levels of nesting"},
      {"{{ " + "not ".repeat(2000) + "1 }}", 1, "at most 1000 operators in a tag"},
      {"{{ 1" + " | abs".repeat(2000) + " }}", 1, "at most 1000 operators in a tag"},
    };
  }

  @Test
  public void parseOrRender_faultyTemplate_saysWhereAndWhat() {
    TemplateException e =
        catchThrowableOfType(
            TemplateException.class,
            () -> Template.parse(source).render(Map.of(), LocalDateTime.MIN));

    assertThat(e).as("an error").isNotNull();
    assertThat(e.reason()).contains(reason);
    assertThat(e.line()).isEqualTo(line);
    assertThat(e).hasMessage("line " + line + ": " + e.reason());
    assertThat(e.isRefusal()).isFalse();
  }
}
