package dev.ember.inference.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

public final class JsonFieldsTest {

  @Test
  public void isNull_absentOrNull_isTrueAndCountsAsAsked() throws IOException {
    JsonFields fields = JsonFields.parse("{\"a\": null, \"b\": 1, \"c\": [], \"d\": {}}");
    assertThat(fields.isNull("a")).isTrue();
    assertThat(fields.isNull("never")).isTrue();
    assertThat(fields.isNull("b")).isFalse();
    assertThat(fields.unasked()).containsExactly("c", "d");
  }

  @Test
  public void isArrayAndIsObject_tellTheTypes() throws IOException {
    JsonFields fields = JsonFields.parse("{\"a\": 1, \"c\": [], \"d\": {}}");
    assertThat(fields.isArray("c")).isTrue();
    assertThat(fields.isArray("d")).isFalse();
    assertThat(fields.isObject("d")).isTrue();
    assertThat(fields.isObject("a")).isFalse();
    assertThat(fields.isArray("never") || fields.isObject("never")).isFalse();
  }

  @Test
  public void fields_ofEachType_areRead() throws IOException {
    JsonFields fields =
        JsonFields.parse(
            "{\"s\":\"é\",\"i\":-3,\"l\":9007199254740993,\"f\":0.1,\"b\":true,"
                + "\"o\":{\"x\":1},\"is\":[1,2],\"fs\":[1e-3,2],\"os\":[{\"y\":4},{\"y\":5}]}");
    assertThat(fields.string("s")).isEqualTo("é");
    assertThat(fields.int32("i")).isEqualTo(-3);
    assertThat(fields.int64("l")).isEqualTo(9007199254740993L);
    assertThat(fields.float32("f")).isEqualTo(0.1f);
    assertThat(fields.bool("b")).isTrue();
    assertThat(fields.<Integer>object("o", o -> o.int32("x"))).isEqualTo(1);
    assertThat(fields.int32s("is")).containsExactly(1, 2);
    assertThat(fields.float32s("fs")).containsExactly(1e-3f, 2f);
    assertThat(fields.<Integer>objects("os", o -> o.int32("y"))).containsExactly(4, 5);
    fields.end();
  }

  @Test
  public void parse_notOneStrictObject_isRefused() {
    for (String text :
        new String[] {
          "",
          "3",
          "[]",
          "{",
          "{}{}",
          "{} ,",
          "{a:1}",
          "{'a':1}",
          "{\"a\":1,}",
          "{\"a\":NaN}",
          "// no\n{}",
          "{\"a\":1,\"a\":2}",
          "{\"o\":{\"a\":1,\"a\":2}}",
          "{\"a\":01}"
        }) {
      assertThatThrownBy(() -> JsonFields.parse(text), "text %s", text)
          .isInstanceOf(JsonFormatException.class);
    }
  }

  @Test
  public void parse_nestedBeyondReason_isRefusedWithoutStackOverflow() {
    StringBuilder deep = new StringBuilder("{\"a\":");
    for (int i = 0; i < 100_000; i++) {
      deep.append('[');
    }
    assertThatThrownBy(() -> JsonFields.parse(deep.toString()))
        .isInstanceOf(JsonFormatException.class);
  }

  @Test
  public void field_ofWrongType_saysWhereAndWhat() throws IOException {
    JsonFields fields = JsonFields.parse("{\"a\":{\"b\":[1,\"x\"]},\"n\":null,\"big\":5000000000}");
    refuses(() -> fields.int32("missing"), "$.missing: expected an integer but found nothing");
    refuses(() -> fields.string("n"), "$.n: expected a string but found null");
    refuses(() -> fields.bool("a"), "$.a: expected true or false but found {\"b\":[1,\"x\"]}");
    refuses(
        () -> fields.int32("big"), "$.big: expected an integer of 32 bits but found 5000000000");
    refuses(() -> fields.object("a").int32s("b"), "$.a.b[1]: expected an integer but found \"x\"");
    refuses(() -> fields.object("big"), "$.big: expected an object but found 5000000000");
    refuses(() -> fields.float32s("a"), "$.a: expected an array but found {\"b\":[1,\"x\"]}");
  }

  @Test
  public void float32_beyondFloat_isRefused() throws IOException {
    JsonFields fields = JsonFields.parse("{\"f\":1e39}");
    refuses(() -> fields.float32("f"), "$.f: expected a number of float32 but found 1e39");
  }

  @Test
  public void end_fieldNobodyAskedFor_isRefused() throws IOException {
    JsonFields fields = JsonFields.parse("{\"a\":1,\"new\":2}");
    fields.int32("a");
    refuses(fields::end, "$: expected no field beside [a] but found \"new\"");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(JsonFormatException.class).hasMessage(message);
  }
}
