package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What a template may cost grows with what it is given, to an end. */
public final class LongChatTest {
  /** As templates do that look for the last question of the user behind answers of tools. */
  private static final String LOOKS_BACK =
      "{% for m in messages %}{% set ns = namespace(user='') %}"
          + "{% for n in messages[:loop.index0 + 1] | reverse %}"
          + "{% if n.role == 'user' and not ns.user %}{% set ns.user = n.content %}{% endif %}"
          + "{% endfor %}{{ ns.user }}{% endfor %}";

  private static final String ENDLESS =
      "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}";

  @Test
  public void render_templateThatLooksBack_isAllowedAsLongAsTheChatIsLong() {
    String text = Template.parse(LOOKS_BACK).render(chat(500), LocalDateTime.MIN);

    assertThat(text).startsWith("q0q0q2q2").endsWith("q498q498");
  }

  @Test
  public void render_endlessTemplateOfAnEndlessChat_stops() {
    Template endless = Template.parse(ENDLESS);

    assertThatThrownBy(() -> endless.render(chat(50_000), LocalDateTime.MIN))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("more than 67108864 units of work"); // 2^26
  }

  @Test
  public void render_endlessTemplateOfAShortChat_stopsAsEarlyAsEver() {
    Template endless = Template.parse(ENDLESS);

    assertThatThrownBy(() -> endless.render(chat(0), LocalDateTime.MIN))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("more than 8388608 units of work"); // 2^23
  }

  private static Map<String, Object> chat(int messages) {
    List<Map<String, String>> chat = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      chat.add(Map.of("role", i % 2 == 0 ? "user" : "assistant", "content", "q" + i));
    }
    return Map.of("messages", chat);
  }
}
