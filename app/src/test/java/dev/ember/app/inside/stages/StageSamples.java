package dev.ember.app.inside.stages;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import dev.ember.app.R;
import dev.ember.app.inside.why.TokenName;
import java.util.List;

/** Three stages as they might answer, for pictures. */
public final class StageSamples {
  private StageSamples() {}

  /** In place of what the screen shows. */
  public static void show(View root) {
    ViewGroup place = root.findViewById(R.id.stages_cards);
    new StageCards(place, LayoutInflater.from(place.getContext()))
        .show(List.of(base(), tuned(), preferred()));
    root.findViewById(R.id.stages_intro).setVisibility(View.GONE);
    root.findViewById(R.id.stages_alone).setVisibility(View.GONE);
  }

  private static StageAnswer base() {
    return answer(
        "ember-base",
        facts(
            "pretrain",
            "",
            "chats.jsonl, texts.jsonl",
            new StageFacts.Cost(40_000, 81_900_000, 31_000)),
        "asked the fox. “I am looking for my hat,” said the owl. The fox looked at the tree, and"
            + " the",
        List.of(next(" asked", 0.18f), next(" said", 0.11f), next("\n", 0.09f)));
  }

  private static StageAnswer tuned() {
    return answer(
        "ember-sft",
        facts("sft", "a", "chats.jsonl", new StageFacts.Cost(3_500, 7_170_000, 5_900)),
        "I am well, thank you. I am a small model on your phone. How are you?",
        List.of(next("I", 0.62f), next("Fine", 0.12f), next("Very", 0.05f)));
  }

  private static StageAnswer preferred() {
    return answer(
        "ember-preference",
        facts("dpo", "b", "pairs.jsonl", new StageFacts.Cost(400, 410_000, 900)),
        "I have no days, I am a program, but I work. How are you?",
        List.of(next("I", 0.97f), next("Fine", 0.01f), next("Very", 0.0004f)));
  }

  private static StageFacts facts(String stage, String parent, String data, StageFacts.Cost cost) {
    return new StageFacts(stage, stage, parent, data, cost);
  }

  private static StageAnswer answer(
      String name, StageFacts facts, String text, List<StageAnswer.Next> next) {
    return new StageAnswer(name, facts, text, next);
  }

  private static StageAnswer.Next next(String text, float probability) {
    return new StageAnswer.Next(new TokenName(TokenName.Kind.TEXT, text), probability);
  }
}
