package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class TokenWindowTest {

  @Test
  public void add_beyondCapacity_forgetsTheOldest() {
    TokenWindow window = new TokenWindow(3);
    assertThat(window.size()).isZero();
    for (int token = 1; token <= 5; token++) {
      window.add(token);
    }
    assertThat(contents(window)).containsExactlyInAnyOrder(3, 4, 5);
  }

  @Test
  public void add_noCapacity_remembersNothing() {
    TokenWindow window = new TokenWindow(0);
    window.add(1);
    window.addAll(new int[] {1, 2}, 2);
    assertThat(window.size()).isZero();
  }

  @Test
  public void addAll_longerThanCapacity_keepsTheTailOfTheCount() {
    TokenWindow window = new TokenWindow(2);
    window.addAll(new int[] {1, 2, 3, 4, 5}, 4);
    assertThat(contents(window)).containsExactlyInAnyOrder(3, 4);
  }

  @Test
  public void add_capacityThatNoMemoryHas_remembersWhatWasAdded() {
    TokenWindow window = new TokenWindow(Integer.MAX_VALUE);
    for (int token = 0; token < 5000; token++) {
      window.add(token);
    }
    assertThat(window.size()).isEqualTo(5000);
    assertThat(contents(window)).contains(0, 1023, 1024, 4999).doesNotHaveDuplicates();
  }

  @Test
  public void add_pastACapacityThatItGrewTo_forgetsTheOldest() {
    TokenWindow window = new TokenWindow(1500);
    for (int token = 0; token < 2000; token++) {
      window.add(token);
    }
    assertThat(window.size()).isEqualTo(1500);
    assertThat(contents(window)).contains(500, 1999).doesNotContain(499).doesNotHaveDuplicates();
  }

  private static List<Integer> contents(TokenWindow window) {
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      tokens.add(window.get(i));
    }
    return tokens;
  }
}
