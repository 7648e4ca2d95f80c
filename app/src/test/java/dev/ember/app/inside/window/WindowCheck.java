package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.window.WindowSight.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link WindowTask} over the template of an imported model. */
public final class WindowCheck {
  /** What opens a turn of this model, the name of who speaks, and a line feed. */
  private static final int OPENING = 3;

  /** The assistant's name is two tokens. */
  private static final int OPENING_OF_ANSWER = 4;

  /** What ends a turn. */
  private static final int END = 2;

  /** What its template says of the assistant where no system prompt does. */
  private static final int OWN_SYSTEM_TEXT = 21;

  private WindowCheck() {}

  /** Chats as another implementation renders them with the template of the file. */
  public static void run(ImportedModel imported) throws IOException, LabRefusal {
    WindowSight alone = look(imported, "chat-one", ModelTuning.NONE);
    assertThat(alone.windowTokens()).isEqualTo(imported.open().config().context());
    assertThat(alone.pieces().get(0).special()).isTrue();
    requireParts(imported, alone, Part.TEMPLATE, Part.USER, Part.OPENING);
    requireParts(
        imported,
        look(imported, "chat-multi", ModelTuning.NONE),
        Part.TEMPLATE,
        Part.USER,
        Part.ASSISTANT,
        Part.USER,
        Part.OPENING);
    requireParts(
        imported,
        look(imported, "chat-one-system", ModelTuning.NONE),
        Part.SYSTEM,
        Part.USER,
        Part.OPENING);

    ModelTuning small = new ModelTuning(2 * alone.usedTokens(), null);
    assertThat(look(imported, "chat-one", small).windowTokens()).isEqualTo(small.windowTokens());
  }

  private static void requireParts(ImportedModel imported, WindowSight sight, Part... parts)
      throws IOException {
    assertThat(sight.parts()).extracting(WindowSight.Seen::part).containsExactly(parts);
    int sum = 0;
    for (WindowSight.Seen seen : sight.parts()) {
      int own = imported.open().tokenizer().encode(seen.text()).length;
      int expected =
          switch (seen.part()) {
            case TEMPLATE -> OWN_SYSTEM_TEXT;
            case OPENING -> OPENING_OF_ANSWER;
            case ASSISTANT -> OPENING_OF_ANSWER + own + END;
            case SYSTEM, USER -> OPENING + own + END;
          };
      assertThat(seen).extracting("tokens", "inside").contains(expected, true);
      sum += seen.tokens();
    }
    assertThat(sum).isEqualTo(sight.usedTokens());
  }

  private static WindowSight look(ImportedModel imported, String name, ModelTuning tuning)
      throws IOException, LabRefusal {
    JsonObject expected = imported.expected(name);
    String system = "";
    List<String> lines = new ArrayList<>();
    for (JsonElement each : expected.getAsJsonArray("messages")) {
      JsonObject message = each.getAsJsonObject();
      String content = message.get("content").getAsString();
      if (message.get("role").getAsString().equals("system")) {
        system = content;
      } else {
        lines.add(content);
      }
    }
    AnswerSettings settings = new AnswerSettings(SystemPrompt.of(system), null, null, List.of());
    WindowSight sight =
        new WindowTask(List.of(), String.join("\n", lines), settings, tuning, null)
            .run(imported.open(), new LookAlone().progress());
    assertThat(sight.pieces().stream().mapToInt(TokenPiece::id).toArray())
        .isEqualTo(ImportedModel.ints(expected.getAsJsonArray("ids")));
    return sight;
  }
}
