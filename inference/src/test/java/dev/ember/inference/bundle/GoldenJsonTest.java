package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.Test;

public final class GoldenJsonTest {
  private static final String EMPTY =
      "{\"tolerances\":{\"backendLogit\":0.5,\"quantizationLogit\":1,\"minTop1Agreement\":0.5},"
          + "\"prompts\":[%s]}";

  @Test
  public void write_thenRead_givesTheSameValue() throws IOException {
    Golden golden =
        new Golden(
            new Golden.Tolerances(0.05f, 1.5f, 0.9f),
            List.of(
                new Golden.Prompt(
                    List.of(1, 2, 3),
                    List.of(
                        new Golden.Position(
                            2,
                            List.of(new Golden.Candidate(7, 3.25f), new Golden.Candidate(9, -0.1f)),
                            List.of(new Golden.Candidate(9, 3.1f))))),
                new Golden.Prompt(List.of(4), List.of())));
    assertThat(GoldenJson.read("file", GoldenJson.write(golden))).isEqualTo(golden);
  }

  @Test
  public void read_malformed_saysWhatIsWrong() {
    refuses("", "expected JSON");
    refuses("{\"prompts\":[]}", "an object at $.tolerances");
    refuses(String.format(EMPTY, "{}"), "an array at $.prompts[0].tokens");
    refuses(String.format(EMPTY, "{\"tokens\":[1],\"positions\":[],\"text\":\"\"}"), "\"text\"");
    refuses(
        String.format(EMPTY, "{\"tokens\":[1],\"positions\":[" + position(1, "[1]", "[2]") + "]}"),
        "expected a position below 1 but found 1");
    refuses(
        String.format(EMPTY, "{\"tokens\":[1],\"positions\":[" + position(0, "[1]", "[]") + "]}"),
        "1 tokens beside 0 logits");
    refuses(EMPTY.replace("0.5}", "1.5}").replace("%s", ""), "an agreement from 0 to 1");
  }

  private static String position(int index, String tokens, String logits) {
    String candidates = "{\"tokens\":" + tokens + ",\"logits\":" + logits + "}";
    return "{\"index\":"
        + index
        + ",\"reference\":"
        + candidates
        + ",\"quantized\":"
        + candidates
        + "}";
  }

  private static void refuses(String json, String message) {
    assertThatThrownBy(() -> GoldenJson.read("a.ember", json))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageStartingWith("a.ember, golden.json: expected ")
        .hasMessageContaining(message);
  }
}
