package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Test;

public final class ConversationSourceTest {
  private static final int DRAWS = 4000;

  /** Over four standard errors of a share of 4000 draws. */
  private static final double SHARE_TOLERANCE = 0.035;

  private final Expander expander = new Expander(Map.of());

  @Test
  public void draw_weights_areSharedByTheUnitsOfASource() {
    List<CorpusUnit> units =
        List.of(unit("a1", "a", "x"), unit("a2", "a", "x"), unit("b1", "b", "x"));
    ConversationSource source =
        new ConversationSource(units, Map.of("a", 3.0, "b", 1.0), Map.of(), expander, 0);
    SplittableRandom random = new SplittableRandom(1);
    int a1 = 0;
    int b1 = 0;
    for (int i = 0; i < DRAWS; i++) {
      List<Message> messages = source.draw(random);
      assertThat(messages).hasSize(2);
      a1 += messages.get(0).content().startsWith("a1") ? 1 : 0;
      b1 += messages.get(0).content().startsWith("b1") ? 1 : 0;
    }
    assertThat((double) a1 / DRAWS).isCloseTo(3.0 / 8, within(SHARE_TOLERANCE));
    assertThat((double) b1 / DRAWS).isCloseTo(1.0 / 4, within(SHARE_TOLERANCE));
  }

  @Test
  public void draw_unitThatSpeaksOfTheWholeChat_onlyOpensIt() {
    List<CorpusUnit> units = List.of(unit("m", "a", "memory"), unit("x", "a", "food"));
    ConversationSource source =
        new ConversationSource(units, Map.of("a", 1.0), Map.of(), expander, 0.9);
    SplittableRandom random = new SplittableRandom(1);
    int longest = 0;
    for (int i = 0; i < 200; i++) {
      List<Message> messages = source.draw(random);
      longest = Math.max(longest, messages.size());
      for (Message later : messages.subList(2, messages.size())) {
        assertThat(later.content()).doesNotStartWith("m");
      }
    }
    assertThat(longest).isBetween(4, 16);
  }

  @Test
  public void draw_boostedTag_isDrawnMoreOftenWithinItsSource() {
    List<CorpusUnit> units = List.of(unit("a1", "a", "greeting"), unit("a2", "a", "x"));
    ConversationSource source =
        new ConversationSource(units, Map.of("a", 1.0), Map.of("greeting", 3.0), expander, 0);
    SplittableRandom random = new SplittableRandom(1);
    int greetings = 0;
    for (int i = 0; i < DRAWS; i++) {
      greetings += source.draw(random).get(0).content().startsWith("a1") ? 1 : 0;
    }
    assertThat((double) greetings / DRAWS).isCloseTo(3.0 / 4, within(SHARE_TOLERANCE));
  }

  @Test
  public void draw_sourceWithoutWeight_isLeftOut() {
    List<CorpusUnit> units = List.of(unit("a1", "a", "x"), unit("b1", "b", "x"));
    ConversationSource source =
        new ConversationSource(units, Map.of("a", 1.0), Map.of(), expander, 0);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      assertThat(source.draw(random).get(0).content()).startsWith("a1");
    }
  }

  @Test
  public void constructor_nothingToDraw_refused() {
    assertThatThrownBy(
            () ->
                new ConversationSource(
                    List.of(unit("a1", "a", "x")), Map.of("b", 1.0), Map.of(), expander, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[b]");
  }

  private static CorpusUnit unit(String id, String source, String tag) {
    return new CorpusUnit(
        id,
        source,
        Kind.CHAT,
        List.of(tag),
        Map.of(),
        List.of(
            ExpanderTest.turn(Role.USER, id + "?"), ExpanderTest.turn(Role.ASSISTANT, id + "!")));
  }
}
