package dev.ember.converter.cli;

import com.google.gson.stream.JsonWriter;
import dev.ember.converter.cli.inside.TokenText;
import dev.ember.converter.cli.source.JsonLine;
import dev.ember.converter.cli.source.TokenizerSource;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ember tokenize}: text to tokens and back.
 *
 * <pre>
 * printf 'Hello world' | ember tokenize gpt2/tokenizer.json         {"ids":[15496,995]}
 * echo '{"ids":[15496,995]}' | ember tokenize --decode gpt2/tokenizer.json    Hello world
 * </pre>
 */
@Command(name = "tokenize", description = "Turn standard input into tokens, or tokens into text.")
final class TokenizeCommand extends ToolCommand {
  @Parameters(
      paramLabel = "TOKENIZER-OR-MODEL",
      description = "A tokenizer.json or tokenizer.model, or a model: folder, GGUF, .ember bundle.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path source;

  @Option(
      names = "--jsonl",
      description = "One JSON string a line in, one {\"ids\":[...]} a line out.")
  private boolean lines;

  @Option(names = "--special", description = "Read the names of special tokens as these tokens.")
  private boolean special;

  @Option(
      names = "--framed",
      description = "As --special, between the tokens that the model wants around a text.")
  private boolean framed;

  @Option(names = "--decode", description = "The other way: {\"ids\":[...]} in, text out.")
  private boolean decode;

  @Option(
      names = "--pieces",
      description =
          "Show the text of each token too: a line a token, or with --jsonl a list \"pieces\".")
  private boolean pieces;

  @Option(names = "--json", description = "With --decode, write the text as a JSON string.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Tokenizer tokenizer = TokenizerSource.open(source);
    PrintWriter out = stdout();
    if (lines) {
      convertLines(tokenizer, out);
    } else {
      String text = utf8(ember().in().readAllBytes());
      // Text is written as it is: a line break that is no part of it would be one token more.
      out.print(convert(tokenizer, text, json));
      if (!decode || json) {
        out.println();
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private void convertLines(Tokenizer tokenizer, PrintWriter out) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(ember().in(), StandardCharsets.UTF_8.newDecoder()));
    int number = 1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        out.println(convert(tokenizer, decode ? line : JsonLine.string(line), true));
      } catch (IOException e) {
        throw new IOException("line " + number + ": " + e.getMessage(), e);
      }
      number++;
    }
  }

  private String convert(Tokenizer tokenizer, String text, boolean quoted) throws IOException {
    if (decode) {
      String decoded = decoded(tokenizer, text);
      return quoted ? quoted(decoded) : decoded;
    }
    int[] ids = ids(tokenizer, text);
    if (!pieces) {
      return idsObject(ids);
    }
    return lines ? piecesObject(ids, tokenizer) : piecesLines(ids, tokenizer);
  }

  private int[] ids(Tokenizer tokenizer, String text) {
    if (framed) {
      return tokenizer.encodeFramed(text);
    }
    return special ? tokenizer.encodeWithSpecialTokens(text) : tokenizer.encode(text);
  }

  private static String decoded(Tokenizer tokenizer, String idsObject) throws IOException {
    JsonFields fields = JsonFields.parse(idsObject);
    List<Integer> ids = fields.int32s("ids");
    fields.end();
    int[] tokens = ids.stream().mapToInt(Integer::intValue).toArray();
    try {
      return tokenizer.decode(tokens, tokens.length);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String idsObject(int[] ids) {
    StringBuilder object = new StringBuilder("{\"ids\":[");
    for (int i = 0; i < ids.length; i++) {
      object.append(i == 0 ? "" : ",").append(ids[i]);
    }
    return object.append("]}").toString();
  }

  /** {@code 15496 "Hello"}, a line a token. */
  private static String piecesLines(int[] ids, Tokenizer tokenizer) {
    TokenText names = new TokenText(tokenizer);
    List<String> lines = new ArrayList<>();
    for (int id : ids) {
      lines.add(String.format("%7d  %s", id, names.of(id)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String piecesObject(int[] ids, Tokenizer tokenizer) throws IOException {
    TokenText names = new TokenText(tokenizer);
    StringWriter object = new StringWriter();
    try (JsonWriter writer = new JsonWriter(object)) {
      writer.beginObject().name("ids").beginArray();
      for (int id : ids) {
        writer.value(id);
      }
      writer.endArray().name("pieces").beginArray();
      for (int id : ids) {
        writer.value(names.of(id));
      }
      writer.endArray().endObject();
    }
    return object.toString();
  }

  private static String quoted(String text) throws IOException {
    StringWriter quoted = new StringWriter();
    try (JsonWriter writer = new JsonWriter(quoted)) {
      writer.value(text);
    }
    return quoted.toString();
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
