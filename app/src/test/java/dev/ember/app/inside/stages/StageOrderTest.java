package dev.ember.app.inside.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.inside.lab.CardTexts;
import java.util.List;
import org.junit.Test;

public final class StageOrderTest {
  private static final StageFacts.Data NO_DATA = new StageFacts.Data("", new CardTexts(List.of()));

  private static final StageFacts BASE = stage("pretrain", "a", "");
  private static final StageFacts TUNED = stage("sft", "b", "a");
  private static final StageFacts PREFERRED = stage("dpo", "c", "b");
  private static final StageFacts STRANGER = stage("sft", "y", "x");
  private static final StageFacts SILENT = stage("", "", "");

  @Test
  public void best_aChain_beginsWithTheBaseWhoeverAsks() {
    List<StageFacts> all = List.of(PREFERRED, STRANGER, BASE, SILENT, TUNED);
    assertThat(StageOrder.best(all)).containsExactly(2, 4, 0);
  }

  @Test
  public void best_childrenOfOneParentThatIsNotHere_areKin() {
    assertThat(StageOrder.best(List.of(stage("dpo", "c", "b"), stage("rlhf", "d", "b"), SILENT)))
        .containsExactly(0, 1);
  }

  @Test
  public void best_aModelWithoutKin_isTheLargestFamilyElseItself() {
    assertThat(StageOrder.best(List.of(SILENT, STRANGER, TUNED, BASE, PREFERRED)))
        .containsExactly(3, 2, 4);
    assertThat(StageOrder.best(List.of(SILENT, SILENT, BASE, STRANGER))).containsExactly(0);
  }

  @Test
  public void best_aCircle_ends() {
    assertThat(StageOrder.best(List.of(stage("sft", "a", "b"), stage("sft", "b", "a"))))
        .containsExactlyInAnyOrder(0, 1);
  }

  private static StageFacts stage(String stage, String checkpoint, String parent) {
    return new StageFacts(stage, checkpoint, parent, NO_DATA, new StageFacts.Cost(0, 0, 0));
  }
}
