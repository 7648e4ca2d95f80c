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

  private static List<Integer> contents(TokenWindow window) {
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      tokens.add(window.get(i));
    }
    return tokens;
  }
}
