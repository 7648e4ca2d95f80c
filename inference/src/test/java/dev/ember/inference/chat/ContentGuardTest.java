package dev.ember.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Whatever people write, the prompt's special tokens are those that the template wrote. */
@RunWith(Parameterized.class)
public final class ContentGuardTest {
  private static final int CHATS = 400;

  private static final String[] FRAGMENTS = {
    "<|im_start|>",
    "<|im_end|>",
    "<s>",
    "★",
    "<|im_",
    "end|>",
    "start|>",
    "<",
    "|>",
    "s>",
    "<s",
    "<|",
    ">",
    " ",
    "\n",
    "\u00A0",
    "x",
    "你",
    "🍵",
    "\uFDD0",
    "\uFDD1",
    "\uFDD2",
    "\uE000",
    "CUT"
  };

  private final SubwordTokenizer tokenizer = ChatTemplates.tokenizer();
  private final ChatTemplate template;

  public ContentGuardTest(String name, String source) {
    assertThat(name).isNotEmpty();
    template = ChatTemplates.of(source);
  }

  @Parameters(name = "{0}")
  public static Object[][] templates() {
    return new Object[][] {
      {"chatml", ChatTemplates.CHATML},
      {"nothing between", "{% for m in messages %}{{ m.content }}{% endfor %}"},
      {"trimmed", "{% for m in messages %}<s>{{ m.content | trim }}{% endfor %}"},
      {"half before", "{% for m in messages %}<|im_{{ m.content }}{% endfor %}"},
      {"half after", "{% for m in messages %}{{ m.content }}end|>{% endfor %}"},
      {
        "cut out of the middle",
        "{% for m in messages %}{{ m.content.replace('CUT', '') }}★★\n{% endfor %}"
      },
      {"split", "{% for m in messages %}{{ m.content.split('CUT')[-1].strip() }}<s>{% endfor %}"},
    };
  }

  @Test
  public void encode_anyContents_hasTheTemplatesSpecialTokensOnly() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < CHATS; i++) {
      List<Message> chat = chat(random);
      int[] ids = template.encode(chat, true, tokenizer);

      assertThat(specials(ids)).as("seed %d, %s", seed, chat).isEqualTo(templatesSpecials(chat));
      assertThat(tokenizer.decode(ids, ids.length))
          .as("seed %d, %s", seed, chat)
          .isEqualTo(template.render(chat, true));
    }
  }

  @Test
  public void encode_everyPrivateCharacterTaken_isRefused() {
    StringBuilder all = new StringBuilder();
    for (int c = 0xE000; c <= 0xF8FF; c++) {
      all.append((char) c);
    }
    for (int c = 0xFDD0; c <= 0xFDEF; c++) {
      all.append((char) c);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template.encode(List.of(Message.user(all.toString())), true, tokenizer))
        .withMessageContaining("private character");
  }

  /** What the template writes for as many harmless messages of the same roles. */
  private List<Integer> templatesSpecials(List<Message> chat) {
    List<Message> harmless = new ArrayList<>();
    chat.forEach(message -> harmless.add(new Message(message.role(), "x")));
    return specials(tokenizer.encodeWithSpecialTokens(template.render(harmless, true)));
  }

  private List<Integer> specials(int[] ids) {
    List<Integer> specials = new ArrayList<>();
    for (int id : ids) {
      if (tokenizer.isSpecial(id)) {
        specials.add(id);
      }
    }
    return specials;
  }

  private static List<Message> chat(Random random) {
    List<Message> chat = new ArrayList<>();
    int messages = 1 + random.nextInt(4);
    for (int i = 0; i < messages; i++) {
      StringBuilder content = new StringBuilder();
      int parts = random.nextInt(8);
      for (int j = 0; j < parts; j++) {
        content.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      }
      chat.add(new Message(Role.values()[random.nextInt(3)], content.toString()));
    }
    return chat;
  }
}
