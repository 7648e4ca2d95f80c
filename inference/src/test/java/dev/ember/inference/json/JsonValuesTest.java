package dev.ember.inference.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.Test;

public final class JsonValuesTest {
  @Test
  public void parse_eachKind_isItsPlainValue() throws IOException {
    assertThat(JsonValues.parse("[1, 1.0, 1e2, true, null, \"é\", -9223372036854775809]"))
        .isEqualTo(
            Arrays.asList(1L, 1.0, 100.0, true, null, "é", new BigInteger("-9223372036854775809")));
  }

  @Test
  public void parseObject_fields_keepTheirOrder() throws IOException {
    assertThat(JsonValues.parseObject("{\"b\":{\"z\":1,\"a\":[]},\"a\":2}").toString())
        .isEqualTo("{b={z=1, a=[]}, a=2}");
  }

  @Test
  public void parse_whatIsNoJsonOrAnotherKind_saysWhere() {
    assertRefused("[1", "JSON");
    assertRefused("{\"a\":[0,tru]}", "JSON");
    assertRefused("[1] 2", "a syntax error after it");
    assertRefused("[" + "9".repeat(1001) + "]", "$[0]: expected an integer of at most 1000 digits");
    assertThatExceptionOfType(JsonFormatException.class)
        .isThrownBy(() -> JsonValues.parseObject("[]"))
        .withMessage("$: expected an object but found []");
    assertThatExceptionOfType(JsonFormatException.class)
        .isThrownBy(() -> JsonValues.parseArray("{}"))
        .withMessage("$: expected an array but found {}");
  }

  @Test
  public void parse_moreValuesThanMemoryHolds_isRefused() throws IOException {
    int within = JsonTree.MAX_VALUES - 1; // beside the array
    String values = "0,".repeat(within);

    assertThat(JsonValues.parseArray("[" + values.substring(0, values.length() - 1) + "]").size())
        .isEqualTo(within);
    assertRefused(
        "[" + values + "0]", "$[" + within + "]: expected at most 2097152 values but found one");
  }

  private static void assertRefused(String text, String message) {
    assertThatExceptionOfType(JsonFormatException.class)
        .isThrownBy(() -> JsonValues.parse(text))
        .withMessageContaining(message);
  }
}
