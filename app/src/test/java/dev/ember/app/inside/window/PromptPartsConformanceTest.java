package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.window.WindowSight.Part;
import dev.ember.app.inside.window.WindowSight.Seen;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.ContextWindow;
import dev.ember.inference.chat.FittedPrompt;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** {@link PromptParts} over the templates of real models. */
public final class PromptPartsConformanceTest {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "templates");
  private static final int ENOUGH = 100_000;
  private static final int TEMPLATES_AT_LEAST = 25;

  private static final List<Message> CHAT =
      List.of(
          Message.user("What is the capital?"),
          Message.assistant("<think>Of France.</think>It is Paris."),
          Message.user("And of Spain?"));

  @Test
  public void of_everyRealTemplate_sumsToThePromptAndWeighsTheSameQuestionAlike()
      throws IOException {
    int taken = 0;
    try (DirectoryStream<Path> templates = Files.newDirectoryStream(FOLDER, "*.jinja")) {
      for (Path file : templates) {
        ChatTemplate template = new ChatTemplate(Files.readString(file), "<s>", "</s>");
        List<Message> ruled = new ArrayList<>(CHAT);
        ruled.add(0, Message.system("Be brief."));
        taken += check(file, template, CHAT) && check(file, template, ruled) ? 1 : 0;
      }
    }
    assertThat(taken).isGreaterThan(TEMPLATES_AT_LEAST);
  }

  /** Whether the template takes such a chat. */
  private static boolean check(Path file, ChatTemplate template, List<Message> messages)
      throws IOException {
    Tokenizer tokenizer = SmallTokenizer.create();
    FittedPrompt fitted;
    try {
      fitted = new ContextWindow(template, tokenizer, ENOUGH).fit(messages);
    } catch (TemplateException refused) {
      return false;
    }
    List<Seen> parts =
        new PromptParts(template, tokenizer).of(messages, fitted, new LookAlone().progress());
    assertThat(parts.stream().mapToInt(Seen::tokens).sum())
        .as(file.toString())
        .isEqualTo(fitted.tokenCount());
    List<Seen> questions = new ArrayList<>(parts);
    questions.removeIf(part -> part.part() != Part.USER);
    int marks = questions.get(0).tokens() - questions.get(0).text().length();
    assertThat(marks).as(file.toString()).isPositive();
    assertThat(questions.get(1).tokens() - questions.get(1).text().length())
        .as(file.toString())
        .isEqualTo(marks);
    return true;
  }
}
