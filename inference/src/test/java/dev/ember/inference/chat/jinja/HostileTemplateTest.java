package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Templates that would run for seconds or for ever: each stops at a limit that counts work, not
 * time. What an operation costs is charged before it is done, so one that was free here would run
 * on and on.
 */
@RunWith(Parameterized.class)
public final class HostileTemplateTest {
  private static final String WORK = "units of work";
  private static final String LENGTH = "expected a value of at most";
  private static final String ROUNDS = "{% for i in range(99999) %}";
  private static final String END = "{% endfor %}";

  /** A text of a million letters, a text of a hundred thousand parts, and a list. */
  private static final String LONG =
      "{% set s = 'a' * 1000000 %}{% set p = 'a ' * 50000 %}{% set l = range(50000) | list %}";

  private final String source;
  private final String reason;

  public HostileTemplateTest(String source, String reason) {
    this.source = source;
    this.reason = reason;
  }

  @Parameters(name = "{0}")
  public static Object[][] cases() {
    return new Object[][] {
      // One operation on something long, again and again
      {again("l | unique | list | length"), WORK},
      {again("l | sort(reverse=true) | length"), WORK},
      {again("l | map('string') | join | length"), WORK},
      {again("l | batch(3, 'x') | list | length"), WORK},
      {again("l | slice(3) | list | length"), WORK},
      {again("l | list | length"), WORK},
      {again("l | sum"), WORK},
      {again("l | tojson | length"), WORK},
      {again("l | reverse | first"), WORK},
      {again("l | groupby('x') | length"), WORK},
      {again("l | map(attribute='x') | list | length"), WORK},
      {again("l[1:] | length"), WORK},
      {again("(l + l) | length"), WORK},
      {again("(l * 2) | length"), WORK},
      {again("l == l"), WORK},
      {again("-1 in l"), WORK},
      {again("l.count(-1)"), WORK},
      {again("range(99999) | length"), WORK},
      {again("dict(l | batch(2)) | length"), WORK},
      {again("s | title | length"), WORK},
      {again("s | upper | length"), WORK},
      {again("s | striptags | length"), WORK},
      {again("s | indent | length"), WORK},
      {again("s | escape | length"), WORK},
      {again("s | urlencode | length"), WORK},
      {again("s | wordcount"), WORK},
      {again("s | int"), WORK},
      {again("s | reverse | length"), WORK},
      {again("s | list | length"), WORK},
      {again("s[5]"), WORK},
      {again("s[::2] | length"), WORK},
      {again("s.strip('a') | length"), WORK},
      {again("s.find('b')"), WORK},
      {again("s.casefold() | length"), WORK},
      {again("s.isalpha()"), WORK},
      {again("s == s ~ ''"), WORK},
      {again("s < s ~ 'b'"), WORK},
      {again("'b' in s"), WORK},
      {again("s.split('a') | length"), WORK},
      {again("s.replace('a', 'b') | length"), WORK},
      {again("p.rsplit() | length"), WORK},
      {again("p.rsplit(' ') | length"), WORK},
      {again("p.split() | length"), WORK},
      {again("p | title | length"), WORK},
      {again("p.splitlines() | length"), WORK},
      {again("strftime_now('%c' * 9) | length"), WORK},
      {again("3 ** 9999 * 3 ** 9"), WORK},
      {again("(1" + " + 1".repeat(300) + ")"), WORK},
      {again("[0.1] | string"), WORK},
      {again("1 if true else 2"), WORK},
      // One operation that costs length times length
      {LONG + "{{ s.find('a' * 500000 ~ 'b') }}", WORK},
      {LONG + "{{ 'a' * 500000 ~ 'b' in s }}", WORK},
      {LONG + "{{ s.rfind('a' * 500000 ~ 'b') }}", WORK},
      {LONG + "{{ s.count('a' * 5000 ~ 'b') }}", WORK},
      {LONG + "{{ s.strip('b' * 500000 ~ 'a') }}", WORK},
      {LONG + "{{ ('<!---->' * 100000) | striptags }}", WORK},
      {LONG + "{{ l | map(attribute='real.' * 100000) | list }}", WORK},
      {"{{ range(100000) | batch(1) | map('first') | sort | list | unique | list }}", WORK},
      // Shared parts: one value that is two to the power of thirty values
      {shared("(ns.t, ns.t)") + "{{ {ns.t: 1} }}", "a key of at most"},
      {shared("(ns.t, ns.t)") + "{{ {}[ns.t] }}", "a key of at most"},
      {shared("(ns.t, ns.t)") + "{{ [ns.t] | unique | list }}", "a key of at most"},
      {shared("[ns.t, ns.t]") + "{{ ns.t == ns.t + [] }}", WORK},
      {shared("[ns.t, ns.t]") + "{{ ns.t | tojson }}", WORK},
      {shared("[ns.t, ns.t]") + "{{ ns.t }}", WORK},
      // Sizes
      {"{{ 'x' * 10000000000 }}", LENGTH},
      {"{{ [1] * 1000000000 }}", LENGTH},
      {"{{ '%1000000000d' % 1 }}", "expected a width below a million"},
      {"{{ '{:1000000000}'.format(1) }}", "expected a width below a million"},
      {"{{ 'x'.center(1000000000) }}", LENGTH},
      {"{{ 'x' | indent(1000000000) }}", LENGTH},
      {"{{ [[1]] | tojson(indent=1000000000) }}", LENGTH},
      {"{{ [1] | batch(1000000000, 'x') | list }}", LENGTH},
      {"{{ [1] | slice(1000000000) | list }}", WORK},
      {"{{ range(1000000000) }}", "expected a range of at most"},
      {"{{ 10 ** 1000000000 }}", "expected an integer of at most"},
      {"{{ " + "9".repeat(5000) + " }}", "expected an integer of at most 4300 digits"},
      {"x".repeat(200_000), "expected a template of at most"},
      {"{{ [" + "1,".repeat(30_000) + "] }}", "expected at most"},
      // Control
      {"{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}", "at most 100 levels"},
      {ROUNDS + ROUNDS + END + END, WORK},
      {ROUNDS + ROUNDS + "x{% break %}" + END + END, WORK},
      {ROUNDS + "{% macro f() %}{% endmacro %}" + END + ROUNDS + END, WORK},
      {"{% set ns = namespace(l=[]) %}" + ROUNDS + "{% set ns.l = ns.l + [i] %}" + END, WORK},
      {"{% set ns = namespace(s='') %}" + ROUNDS + "{% set ns.s = ns.s ~ 'abc' %}" + END, WORK},
    };
  }

  private static String again(String expression) {
    return LONG + ROUNDS + "{% set x = " + expression + " %}" + END;
  }

  private static String shared(String pair) {
    return "{% set ns = namespace(t=1) %}{% for i in range(40) %}{% set ns.t = "
        + pair
        + " %}{% endfor %}";
  }

  @Test
  public void render_hostileTemplate_stopsAtALimit() {
    TemplateException e =
        catchThrowableOfType(
            TemplateException.class,
            () -> Template.parse(source).render(Map.of(), LocalDateTime.MIN));

    assertThat(e).as("an error").isNotNull();
    assertThat(e.reason()).contains(reason);
  }
}
