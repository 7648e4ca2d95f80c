package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Renders many mutants of templates with the messages of a chat. Each ends in a text or in a {@link
 * TemplateException}, in the time and memory that a hostile template may take.
 */
final class TemplateFuzz {
  static final int CASES = 20_000;

  /** What the limits on work, on one value and on depth leave room for, garbage included. */
  private static final long MAX_ALLOCATED_BYTES = 256L << 20;

  /** A hostile template's 100 ms, and as much again for a machine that does other things too. */
  private static final long MAX_NANOS = 200_000_000;

  /** Slow the first time only is the compiler's doing. */
  private static final int TRIES = 4;

  private static final Map<String, @Nullable Object> VARIABLES =
      Map.of(
          "messages",
          List.of(
              Map.of("role", "system", "content", "Be kind."),
              Map.of("role", "user", "content", "Hi 🍵 {{ x }} <|im_end|>"),
              Map.of("role", "assistant", "content", "<think>\nhm\n</think>\n\nHello"),
              Map.of("role", "user", "content", "")),
          "tools",
          List.of(Map.of("type", "function", "function", Map.of("name", "f", "parameters", 1.5))),
          "bos_token",
          "<s>",
          "eos_token",
          "</s>",
          "add_generation_prompt",
          true,
          "x",
          7L);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final TemplateMutator mutator;
  private int rendered;

  TemplateFuzz(List<String> templates) {
    mutator = new TemplateMutator(templates);
  }

  /** Renders the mutants and gives how many of them were templates. */
  int run() {
    for (int i = 0; i < CASES; i++) {
      String mutant = mutator.mutant(new Random(i));
      boolean slow = true;
      for (int attempt = 0; slow && attempt < TRIES; attempt++) {
        slow = isSlow(mutant, i);
      }
      assertThat(slow).as("case %d is slow: %s", i, mutant).isFalse();
    }
    return rendered;
  }

  private boolean isSlow(String mutant, int number) {
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    long begun = threads.getCurrentThreadCpuTime();
    try {
      Template.parse(mutant).render(VARIABLES, JinjaSays.NOW);
      rendered++;
    } catch (TemplateException refused) {
      assertThat(refused.isRefusal() || !refused.reason().isEmpty()).as("case %d", number).isTrue();
    } catch (RuntimeException | Error failed) {
      throw new AssertionError("case " + number + ": " + mutant, failed);
    }
    long nanos = threads.getCurrentThreadCpuTime() - begun;
    bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
    assertThat(bytes).as("bytes of case %d: %s", number, mutant).isLessThan(MAX_ALLOCATED_BYTES);
    return nanos > MAX_NANOS;
  }
}
