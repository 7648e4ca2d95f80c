package dev.ember.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** One call that the system held up says nothing of the calls to come. */
public final class GuessBudgetTest {
  private static final long STEP = 1_000;
  private static final long VERIFICATION = 2_200;
  private static final long STALL = 500 * STEP;
  private static final int GUESSES = 3;

  private final GuessBudget budget = new GuessBudget();

  @Test
  public void allows_guessesThatWereRight_isTrue() {
    budget.timed(VERIFICATION);
    steps(200);
    rightGuesses(8);
    assertThat(budget.allows(GUESSES)).isTrue();
  }

  @Test
  public void allows_afterAVerificationThatWasHeldUp_isStillTrue() {
    budget.timed(VERIFICATION);
    steps(200);
    rightGuesses(8);
    budget.verification(STALL);
    assertThat(budget.allows(GUESSES)).isTrue();
  }

  /** What is known of verifications at first is the prompt's end, which may be held up too. */
  @Test
  public void allows_afterAPromptThatWasHeldUp_isStillTrue() {
    budget.timed(STALL);
    steps(200);
    rightGuesses(8);
    assertThat(budget.allows(GUESSES)).isTrue();
  }

  /** A step that seems long makes a guess seem worth it. */
  @Test
  public void allows_guessesThatWereWrong_isFalseAfterAStepThatWasHeldUpToo() {
    for (int i = 0; i < 3; i++) {
      budget.timed(VERIFICATION);
    }
    steps(200);
    for (int i = 0; i < 20; i++) {
      budget.firstGuess(false);
    }
    assertThat(budget.allows(GUESSES)).isFalse();
    budget.step(STALL);
    assertThat(budget.allows(GUESSES)).isFalse();
  }

  @Test
  public void allows_verificationsThatAreReallySlow_isFalse() {
    for (int i = 0; i < 3; i++) {
      budget.timed(20 * STEP);
    }
    steps(200);
    rightGuesses(8);
    assertThat(budget.allows(GUESSES)).isFalse();
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      budget.step(STEP);
    }
  }

  /** As each was when a verification showed it, but for the time that that took. */
  private void rightGuesses(int count) {
    for (int i = 0; i < count; i++) {
      budget.firstGuess(true);
    }
  }
}
