package dev.ember.converter.cli;

import dev.ember.converter.cli.chat.ChatSession;
import dev.ember.converter.cli.chat.PlainChat;
import dev.ember.converter.cli.chat.PlainScreen;
import dev.ember.converter.cli.chat.TerminalChat;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.GenerationArguments;
import dev.ember.converter.cli.option.GuessArgument;
import dev.ember.inference.Engine;
import dev.ember.inference.decode.GenerationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ember chat}: a conversation in the terminal, or one message a line without one. */
@Command(
    name = "chat",
    description = "Chat with a model, in a terminal or line by line from a pipe.")
final class ChatCommand extends ToolCommand {
  private static final Path HISTORY =
      Path.of(System.getProperty("user.home"), ".ember", "chat-history");

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "An .ember bundle (default: the built-in model).")
  private @Nullable Path model;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "The same by name: an .ember bundle.")
  private @Nullable Path namedModel;

  @Option(names = "--system", paramLabel = "TEXT", description = "The system prompt.")
  private String systemPrompt = "";

  @Mixin private final BackendArguments backend = new BackendArguments();
  @Mixin private final GenerationArguments generation = new GenerationArguments();
  @Mixin private final GuessArgument guess = new GuessArgument();

  @Override
  public Integer call() throws IOException {
    try (Engine engine = guess.over(ember().engines().open(chosenModel(), backend))) {
      GenerationOptions options = options(engine);
      Optional<TerminalChat> terminal =
          ember().interactive() ? TerminalChat.open(HISTORY) : Optional.empty();
      if (terminal.isPresent()) {
        try (TerminalChat chat = terminal.get();
            ChatSession session = new ChatSession(engine, systemPrompt, options, chat.screen())) {
          chat.run(session);
        }
      } else {
        PlainScreen screen = new PlainScreen(stdout(), stderr());
        try (ChatSession session = new ChatSession(engine, systemPrompt, options, screen)) {
          PlainChat.run(ember().in(), session);
        }
      }
    }
    return ExitCode.OK;
  }

  private Path chosenModel() throws IOException {
    if (model != null && namedModel != null) {
      throw new ParameterException(
          spec().commandLine(), "expected one model but found " + model + " and " + namedModel);
    }
    Path given = model != null ? model : namedModel;
    return given != null ? given : ember().builtInModel();
  }

  private GenerationOptions options(Engine engine) {
    GenerationOptions defaults = GenerationArguments.defaults(engine.manifest().sampling());
    if (!generation.hasSeed()) {
      // A chat that begins the same should not go on the same.
      long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);
      defaults =
          new GenerationOptions(
              defaults.sampling().withSeed(seed), defaults.maxTokens(), defaults.stopStrings());
    }
    return generation.over(defaults, spec());
  }
}
