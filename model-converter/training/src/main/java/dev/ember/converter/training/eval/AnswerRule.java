package dev.ember.converter.training.eval;

import dev.ember.converter.training.rollout.Repetition;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** What every answer can be held to without knowing what was asked. */
public enum AnswerRule {
  /** The model ends its answer by itself. */
  STOPS((text, stopped) -> stopped),

  /** The answer does not go in circles. */
  DOES_NOT_REPEAT((text, stopped) -> !Repetition.in(text)),

  /** The model does not speak as a person with a body, a family and a breakfast. */
  DOES_NOT_CLAIM_TO_BE_HUMAN((text, stopped) -> !Claims.HUMAN.matcher(text).find()),

  /** Neither nothing nor more than a screen. */
  HAS_A_FITTING_LENGTH((text, stopped) -> fits(Repetition.words(text).size()));

  /** A very short story has 110 words, a long one 170. */
  private static final int MOST_WORDS = 200;

  private final BiPredicate<String, Boolean> holds;

  AnswerRule(BiPredicate<String, Boolean> holds) {
    this.holds = holds;
  }

  /** Whether an answer keeps the rule. */
  public boolean holds(String text, boolean stopped) {
    return holds.test(text, stopped);
  }

  private static boolean fits(int words) {
    return words >= 1 && words <= MOST_WORDS;
  }

  /** Apart, for an enum's constants come before its fields. */
  private static final class Claims {
    /** Phrases of our own worse answers; "I am not a person" is none. */
    private static final Pattern HUMAN =
        Pattern.compile(
            "\\bI(?: am|'m|’m) (?:also |only |just |really )?(?:a |an )?"
                + "(?:human|real person|person|man|woman|boy|girl|student|teacher|doctor)\\b"
                + "|\\bas a (?:human|person) (?:myself|like you)\\b"
                + "|\\bmy (?:own )?(?:mother|father|mum|mom|dad|sister|brother|wife|husband|boss"
                + "|kids|children|back hurts)\\b"
                + "|\\bI (?:just )?(?:ate|drank|slept|woke up|went for a walk|had coffee)\\b"
                + "|\\bwhen I was (?:a child|young|little|a kid)\\b"
                + "|我(?:也|真的|其实)?是(?:一个|个)?(?:真)?(?:人类|真人|男人|女人|学生|老师|医生)"
                + "|我(?:的)?(?:妈妈|爸爸|老婆|老公|孩子|同事)",
            Pattern.CASE_INSENSITIVE);

    private Claims() {}
  }
}
