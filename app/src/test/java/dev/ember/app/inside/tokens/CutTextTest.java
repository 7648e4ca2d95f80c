package dev.ember.app.inside.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.Test;

public final class CutTextTest {
  @Test
  public void source_factsOfAModelThatIsNoStage_isItsData() {
    assertThat(CutText.source(Map.of("data", "one small corpus"))).isEqualTo("one small corpus");
    assertThat(CutText.source(Map.of())).isEmpty();
  }

  @Test
  public void source_factsOfAStage_areOfThatStageAlone() {
    assertThat(CutText.source(Map.of("stage", "sft", "data", "chats.jsonl"))).isEmpty();
  }
}
