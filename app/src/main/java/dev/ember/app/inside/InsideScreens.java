package dev.ember.app.inside;

import androidx.fragment.app.Fragment;
import dev.ember.app.inside.attention.AttentionFragment;
import dev.ember.app.inside.labeller.LabellerFragment;
import dev.ember.app.inside.meaning.MeaningFragment;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.positions.PositionsFragment;
import dev.ember.app.inside.stages.StagesFragment;
import dev.ember.app.inside.step.StepFragment;
import dev.ember.app.inside.tokens.TokensFragment;
import dev.ember.app.inside.why.WhyFragment;
import dev.ember.app.inside.window.WindowFragment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The fragment of each screen. A screen that is not here has no card. */
public final class InsideScreens {
  private static final Map<InsideScreen, Supplier<Fragment>> MAKERS =
      new EnumMap<>(InsideScreen.class);

  static {
    MAKERS.put(InsideScreen.WHY, WhyFragment::new);
    MAKERS.put(InsideScreen.RAISED, StagesFragment::new);
    MAKERS.put(InsideScreen.LABELLER, LabellerFragment::new);
    MAKERS.put(InsideScreen.ONE_TOKEN, StepFragment::new);
    MAKERS.put(InsideScreen.ATTENTION, AttentionFragment::new);
    MAKERS.put(InsideScreen.MEANING, MeaningFragment::new);
    MAKERS.put(InsideScreen.POSITIONS, PositionsFragment::new);
    MAKERS.put(InsideScreen.TOKENS, TokensFragment::new);
    MAKERS.put(InsideScreen.WINDOW, WindowFragment::new);
  }

  private InsideScreens() {}

  /** Those that are there, in the order of the cards. */
  public static List<InsideScreen> all() {
    return new ArrayList<>(MAKERS.keySet());
  }

  /**
   * A fragment without arguments.
   *
   * @throws IllegalArgumentException if this version has no such screen
   */
  public static Fragment make(InsideScreen screen) {
    Supplier<Fragment> maker = MAKERS.get(screen);
    if (maker == null) {
      throw new IllegalArgumentException("expected one of " + all() + " but found " + screen);
    }
    return maker.get();
  }
}
