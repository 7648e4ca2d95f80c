package dev.ember.converter.training.report;

import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Greedy answers to a fixed list of chats. A loss says how much was learned; only reading says
 * whether it was worth learning. The answers go through the decode loop that a phone runs.
 */
public final class ProbeReport {
  private static final int MAX_TOKENS = 120; // a very short story
  private static final Pattern TURN = Pattern.compile("\\s*\\|\\s*");

  private final Backend backend;
  private final Tokenizer tokenizer;
  private final ChatTemplate template = ChatMarkup.template();
  private final SpecialTokens specials;

  /**
   * @param backend runs the model; stays open
   */
  public ProbeReport(Backend backend, Tokenizer tokenizer) {
    this.backend = backend;
    this.tokenizer = tokenizer;
    this.specials = SpecialTokens.of(tokenizer);
  }

  /** The chats beside this class: one a line, the user's turns divided by bars. */
  public static List<String> probes() throws IOException {
    InputStream stream = ProbeReport.class.getResourceAsStream("probes.txt");
    if (stream == null) {
      throw new IOException("expected probes.txt beside ProbeReport but there is none");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toList());
    }
  }

  /** The answers as Markdown. */
  public String markdown(List<String> probes) {
    StringBuilder text = new StringBuilder("# Greedy answers\n");
    for (String probe : probes) {
      text.append('\n');
      List<Message> history = new ArrayList<>();
      for (String turn : TURN.split(probe)) {
        history.add(Message.user(turn));
        String answer = answer(history);
        history.add(Message.assistant(answer));
        text.append("- **").append(turn).append("** ").append(oneLine(answer)).append('\n');
      }
    }
    return text.toString();
  }

  private String answer(List<Message> history) {
    List<Integer> stops = List.of(specials.endOfTurnId(), specials.endOfTextId());
    GenerationOptions options =
        new GenerationOptions(SamplingOptions.GREEDY, MAX_TOKENS, List.of());
    try (Decoder decoder = new Decoder(backend, tokenizer, stops)) {
      int[] prompt = template.encode(history, true, tokenizer);
      return decoder.generate(prompt, options, delta -> {}).text();
    }
  }

  private static String oneLine(String answer) {
    return answer.replace("\n", " / ");
  }
}
