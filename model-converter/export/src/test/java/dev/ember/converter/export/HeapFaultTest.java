package dev.ember.converter.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class HeapFaultTest {
  @Test
  public void sentence_saysWhichFlagDoublesTheHeap() {
    assertThat(HeapFault.sentence(1500L << 20))
        .isEqualTo(
            "expected room in the Java heap but found all of its 1500 MiB full;"
                + " EMBER_JAVA_OPTS=-Xmx3g gives it more");
  }

  @Test
  public void sentence_fullHeapAnywhereInTheCauses_isFound() {
    Throwable full = new IllegalStateException("a part", new OutOfMemoryError("Java heap space"));

    assertThat(HeapFault.sentence(full)).contains("EMBER_JAVA_OPTS=-Xmx");
  }

  @Test
  public void sentence_otherMemory_isNoMatterOfTheHeap() {
    assertThat(HeapFault.sentence(new OutOfMemoryError("unable to create native thread"))).isNull();
    assertThat(HeapFault.sentence(new OutOfMemoryError())).isNull();
    assertThat(HeapFault.sentence(new IllegalStateException("Java heap space"))).isNull();
  }
}
