package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import java.util.ArrayList;
import java.util.List;

/** What looks have said, each on a conversation of its own. */
final class Heard implements StepLook.Listener {
  private final List<StepLook.Result> results = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Looks while no chat waits. */
  void look(StepLook look, Engine engine) {
    try (Conversation conversation = engine.newConversation()) {
      look.look(new AnswerLook.Sight(engine, conversation, "model", () -> false));
    }
  }

  List<StepLook.Result> results() {
    assertThat(faults).isEmpty();
    return results;
  }

  @Override
  public void read(List<StepLook.Result> read) {
    results.addAll(read);
  }

  @Override
  public void later() {
    faults.add("a chat waits");
  }

  @Override
  public void failed(ModelState.Failed why) {
    faults.add(why.detail());
  }
}
