package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The language, feature by feature: template, then what it prints. */
@RunWith(Parameterized.class)
public final class TemplateTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2024, 2, 29, 23, 5, 9);

  private final String source;
  private final String expected;

  public TemplateTest(String source, String expected) {
    this.source = source;
    this.expected = expected;
  }

  @Parameters(name = "{0}")
  public static Object[][] cases() {
    return new Object[][] {
      // White space around tags
      {"a\n  {% if true %}\n  b\n  {% endif %}\n", "a\n  b\n"},
      {"a {%- if true -%} b {%- endif -%} c", "abc"},
      {"a {{- 'x' -}} b", "axb"},
      {" {%+ if true %}x{% endif +%}\ny", " x\ny"},
      {"a{# note #}\nb", "ab"},
      {"a \n {#- note -#} \n b", "ab"},
      {"{{ 'a' }}\nb\n\n", "a\nb\n"},
      {"{% raw %}{{ x }}{% endraw %}", "{{ x }}"},
      {"x\r\n{% if true %}\r\ny{% endif %}", "x\ny"},
      // Literals
      {"{{ 'a\\n' \"b\\u00e9\\x41\\d\" }}", "a\nbéA\\d"},
      {"{{ '\\101\\U0001F375' }}", "A🍵"},
      {"{{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 1_000 }} {{ 2.5e3 }}", "31 3 15 1000 2500.0"},
      {
        "{{ [1, 'a', none] }} {{ (1,) }} {{ {'k': (), 2: true} }}",
        "[1, 'a', None] (1,) {'k': (), 2: True}"
      },
      {"{{ {'a': {'b': 1}}.a.b }}", "1"},
      // Arithmetic
      {"{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }}", "3 -4 2 -2 3.5"},
      {"{{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 2 ** -1 }}", "64 4 0.5"},
      {"{{ 1 + 2 * 3 - 4 }} {{ (1 + 2) * 3 }} {{ true + true }}", "3 9 2"},
      {"{{ 99999999999999999999 * 10 }}", "999999999999999999990"},
      {
        "{{ 0.1 + 0.2 }} {{ 1e16 }} {{ 1e-5 }} {{ -0.0 }} {{ 5e-324 }}",
        "0.30000000000000004 1e+16 1e-05 -0.0 5e-324"
      },
      {"{{ 123456789.125 }} {{ 1e15 }} {{ 0.0001 }}", "123456789.125 1000000000000000.0 0.0001"},
      {"{{ 'ab' * 2 }}{{ 2 * [0] }}{{ [1] + [2] }}{{ 'x' * -1 }}", "abab[0, 0][1, 2]"},
      {"{{ 'a' ~ 1 ~ none }} {{ 'a' + 'b' ~ 1 }}", "a1None ab1"},
      {"{{ '%s is %d%%' % ('x', 7) }}", "x is 7%"},
      // Comparisons and logic
      {"{{ 1 < 2 <= 2 }} {{ 1 == 1.0 }} {{ true == 1 }} {{ '1' == 1 }}", "True True True False"},
      {"{{ [1, 2] < [1, 3] }} {{ 'B' < 'a' }} {{ 'a' != 'b' }}", "True True True"},
      {"{{ 'a' in 'cat' }} {{ 2 not in [1] }} {{ 'k' in {'k': 1} }}", "True True True"},
      {"{{ '' or 'b' }} {{ 'a' and 0 }} {{ not 1 == 2 }}", "b 0 True"},
      {"{{ 'y' if 1 else 'n' }}{{ 'z' if 0 }}|{{ 1 if 0 else 2 if 0 else 3 }}", "y|3"},
      {"{{ none == none }} {{ [] == () }} {{ {'a': 1} == {'a': 1.0} }}", "True False True"},
      // Access
      {"{{ user.name }} {{ user['name'] }} {{ user.nope }}|{{ user.tags[-1] }}", "Ada Ada |y"},
      {"{{ '🍵héllo'[1:3] }} {{ 'abc'[::-1] }} {{ [1,2,3,4][::2] }}", "hé cba [1, 3]"},
      {
        "{{ [1,2,3][-2:] }} {{ [1,2,3][5:] }} {{ [1,2,3][:-1] }} {{ [1,2,3][2::-1] }}",
        "[2, 3] [] [1, 2] [3, 2, 1]"
      },
      {"{{ 'abc'[9] is defined }} {{ 'abc'.0 }}", "False a"},
      {"{{ {'items': 1}['items'] }} {{ {'items': 1}.items() | list }}", "1 [('items', 1)]"},
      // Names
      {"{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}", "1"},
      {"{% set a, b = 1, 2 %}{{ a }}{{ b }}", "12"},
      {
        "{% set n = namespace(c=0) %}{% for i in 'ab' %}{% set n.c = n.c + 1 %}{% endfor %}{{ n.c }}",
        "2"
      },
      {"{% set t | upper %}a{{ 1 }}{% endset %}{{ t }}", "A1"},
      {"{% with y = 5, z = 6 %}{{ y + z }}{% endwith %}{{ y is defined }}", "11False"},
      // Loops
      {
        "{% for x in [1,2,3] if x != 2 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}",
        "1/2:1 2/2:3 "
      },
      {
        "{% for k, v in user.items() %}{{ k }}{{ '' if loop.last else ',' }}{% endfor %}",
        "name,tags"
      },
      {"{% for x in [] %}x{% else %}none{% endfor %}", "none"},
      {
        "{% for x in range(9) %}{% if x == 3 %}{% break %}{% elif x is odd %}{% continue %}"
            + "{% endif %}{{ x }}{% endfor %}",
        "02"
      },
      {
        "{% for x in 'ab' %}{{ loop.previtem }}{{ x }}{{ loop.nextitem }}{{ loop.revindex }} "
            + "{% endfor %}",
        "ab2 ab1 "
      },
      {"{% for x in [1, 2, 3] %}{{ loop.cycle('a', 'b') }}{{ loop.depth }}{% endfor %}", "a1b1a1"},
      {"{{ range(5, 0, -2) | list }} {{ range(3) }} {{ range(2)[1] }}", "[5, 3, 1] range(0, 3) 1"},
      // Macros
      {"{% macro f(a, b='B') %}{{ a }}{{ b }}{% endmacro %}{{ f(1) }} {{ f(b=3, a=2) }}", "1B 23"},
      {"{% macro f() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, k=2) }}", "(1,){'k': 2}"},
      {"{% macro f(n) %}{{ n }}{% if n %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(2) }}", "210"},
      {
        "{% macro w(t) %}<{{ t }}>{{ caller() }}{% endmacro %}{% call w('b') %}in{% endcall %}",
        "<b>in"
      },
      {
        "{% macro e(xs) %}{% for x in xs %}{{ caller(x) }}{% endfor %}{% endmacro %}"
            + "{% call(v) e([1, 2]) %}[{{ v }}]{% endcall %}",
        "[1][2]"
      },
      {"{% macro f() %}{{ x }}{% endmacro %}{% set x = 'late' %}{{ f() }}", "late"},
      {"{% macro f(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ f(*[1], **{'b': 2}) }}", "12"},
      // Filters on texts
      {"{{ ' a ' | trim }}{{ 'xax' | trim('x') }}|{{ 'aB' | upper }}{{ 'aB' | lower }}", "aa|ABab"},
      {"{{ 'it\\'s a-b' | title }} {{ 'aBC' | capitalize }}", "It's A-B Abc"},
      {
        "{{ 'a-b-c' | replace('-', '+', 1) }} {{ '<&>' | e }} {{ '<' | safe }}",
        "a+b-c &lt;&amp;&gt; <"
      },
      {"{{ 'a\n\nb' | indent(2) }}|{{ 'a\nb' | indent('>', true) }}", "a\n\n  b|>a\n>b"},
      {"{{ 'one two_three' | wordcount }} {{ '%s!' | format('hi') }}", "2 hi!"},
      {
        "{{ '7' | int }} {{ 'x' | int(-1) }} {{ 'ff' | int(0, 16) }} {{ '1.5' | float }}",
        "7 -1 255 1.5"
      },
      {
        "{{ -5 | abs }} {{ 2.5 | round }} {{ 1.25 | round(1, 'ceil') }} {{ 3.9 | int }}",
        "5 2.0 1.3 3"
      },
      {"{% filter upper %}a{{ 'b' }}{% endfilter %}", "AB"},
      // Filters on lists
      {
        "{{ user.tags | join('-') }} {{ [1, 2] | sum }} {{ [3, 1] | min }} {{ [3, 1] | max }}",
        "x-y 3 1 3"
      },
      {
        "{{ ['b', 'A', 'c'] | sort | join }} {{ [1, 2] | reverse | list }} {{ 'ab' | reverse }}",
        "Abc [2, 1] ba"
      },
      {
        "{{ ['a', 'A', 'b'] | unique | list }} {{ [1, 2, 3] | batch(2) | list }}",
        "['a', 'b'] [[1, 2], [3]]"
      },
      {"{{ [1] | first }}{{ [] | first is defined }} {{ [1, 2] | last }}", "1False 2"},
      {
        "{{ [{'a': 1}, {'a': 2}] | map(attribute='a') | list }} {{ ['x'] | map('upper') | list }}",
        "[1, 2] ['X']"
      },
      {"{{ [{}] | map(attribute='a', default='?') | list }}", "['?']"},
      {
        "{{ [1, 2, 3] | select('odd') | list }} {{ [0, 1] | reject | list }}{{ 0 | select | list }}",
        "[1, 3] [0][]"
      },
      {
        "{{ [{'r': 'u'}, {'r': 's'}] | selectattr('r', 'eq', 'u') | list | length }}"
            + "{{ [{'r': 1}, {}] | rejectattr('r') | list }}",
        "1[{}]"
      },
      {
        "{% for k, g in [{'r': 2, 'v': 'a'}, {'r': 1, 'v': 'b'}] | groupby('r') %}"
            + "{{ k }}{{ g[0].v }} {% endfor %}",
        "1b 2a "
      },
      {
        "{{ {'b': 1, 'a': 2} | dictsort }} {{ {'b': 1, 'a': 2} | dictsort(by='value') }}",
        "[('a', 2), ('b', 1)] [('b', 1), ('a', 2)]"
      },
      {"{{ nope | default('d') }}{{ '' | default('e', true) }}{{ none | d('f') }}", "deNone"},
      // JSON
      {
        "{{ {'b': [1, 2.0, none], 'a': '<é\"\\n'} | tojson }}",
        "{\"b\": [1, 2.0, null], \"a\": \"<é\\\"\\n\"}"
      },
      {
        "{{ {'a': [], 'b': [1]} | tojson(indent=2) }}", "{\n  \"a\": [],\n  \"b\": [\n    1\n  ]\n}"
      },
      {
        "{{ {'b': 'é', 'a': true} | tojson(sort_keys=true, ensure_ascii=true) }}",
        "{\"a\": true, \"b\": \"\\u00e9\"}"
      },
      // Tests
      {
        "{{ x is defined }}{{ x is not defined }}{{ x is none }}{{ none is none }}",
        "FalseTrueFalseTrue"
      },
      {"{{ 'a' is string and 1 is number and {} is mapping }} {{ () is sequence }}", "True True"},
      {
        "{{ 9 is divisibleby 3 }} {{ 2 is in [2] }} {{ 3 is gt 2 }} {{ true is sameas true }}",
        "True True True True"
      },
      {
        "{{ 1 is true }} {{ range is callable }} {{ 1.0 is float }} {{ true is integer }}",
        "False True True False"
      },
      // Methods
      {
        "{{ ' a b '.split() }}{{ 'a,b,c'.split(',', 1) }}{{ 'a.b.c'.rsplit('.', 1) }}",
        "['a', 'b']['a', 'b,c']['a.b', 'c']"
      },
      {"{{ 'xax'.strip('x') }}{{ ' a'.lstrip() }}{{ 'a\u00A0'.rstrip() }}", "aaa"},
      {
        "{{ 'abc'.startswith(('x', 'a')) }}{{ 'abc'.endswith('bc') }}{{ 'a'.removeprefix('a') }}|",
        "TrueTrue|"
      },
      {
        "{{ 'a\r\nb\n'.splitlines() }} {{ '🍵ab'.find('b') }} {{ 'aaa'.count('a') }}",
        "['a', 'b'] 2 3"
      },
      {"{{ '{} {n}'.format('a', n='c') }} {{ ','.join(['a', 'b']) }}", "a c a,b"},
      {
        "{{ 'ab c'.title() }} {{ '12'.isdigit() }} {{ 'A'.isupper() }} {{ ''.isalpha() }}",
        "Ab C True True False"
      },
      {
        "{{ user.get('name') }} {{ user.get('z', 1) }} {{ user.keys() | list }}",
        "Ada 1 ['name', 'tags']"
      },
      {"{{ [1, 2, 1].count(1) }} {{ [1, 2].index(2) }} {{ dict(user, name='Bo').name }}", "2 1 Bo"},
      // The rest
      {
        "{{ strftime_now('%d %b %Y %H:%M:%S %A %B %j %I %p %y %-d %%') }}",
        "29 Feb 2024 23:05:09 Thursday February 060 11 PM 24 29 %"
      },
      {"{% generation %}said{% endgeneration %}", "said"},
      {"{{ ['it\\'s', 'a\\\\b\\t', '\\x07\\xa0'] }}", "[\"it's\", 'a\\\\b\\t', '\\x07\\xa0']"},
      {"{{ nope }}{{ nope | length }}{% for x in nope %}{% endfor %}", "0"},
      {"{% if false %}{{ 1 | nosuchfilter }}{% endif %}ok", "ok"},
      {"{{ ''.__class__ }}{{ user.pop }}{{ [].append }}", ""},
      {"{{ '{{ 1 }} {% x %}' }}", "{{ 1 }} {% x %}"},
    };
  }

  @Test
  public void render_template_printsWhatJinjaPrints() {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", "Ada");
    user.put("tags", List.of("x", "y"));

    assertThat(Template.parse(source).render(Map.of("user", user), NOW)).isEqualTo(expected);
  }
}
