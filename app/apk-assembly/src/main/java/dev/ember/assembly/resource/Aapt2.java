package dev.ember.assembly.resource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Google's resource compiler and linker, a native program that apktool carries in its jar. */
public final class Aapt2 {

  /** The screens of phones; what is only for coarser ones goes. */
  private static final String DENSITIES = "xhdpi,xxhdpi,xxxhdpi";

  private final Path program;

  private Aapt2(Path program) {
    this.program = program;
  }

  /** Unpacks the program for this machine into {@code folder} unless it lies there already. */
  public static Aapt2 unpackedTo(Path folder) throws IOException {
    String resource = resourceName(System.getProperty("os.name"));
    Path program = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    if (!Files.exists(program)) {
      Files.createDirectories(folder);
      try (InputStream in = Aapt2.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IOException("apktool-lib has no " + resource);
        }
        Path partial = Files.createTempFile(folder, "aapt2", ".part");
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        if (!partial.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + partial + " executable");
        }
        Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new Aapt2(program);
  }

  static String resourceName(String osName) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.contains("linux")) {
      return "/prebuilt/linux/aapt2";
    }
    if (os.contains("mac")) {
      return "/prebuilt/macosx/aapt2";
    }
    if (os.contains("windows")) {
      return "/prebuilt/windows/aapt2.exe";
    }
    throw new IllegalStateException("expected Linux, macOS or Windows but this is " + osName);
  }

  /** Compiles a {@code res} folder into one ZIP of compiled resources. */
  public void compile(Path resources, Path out) throws IOException, InterruptedException {
    run(List.of("compile", "--dir", resources.toString(), "-o", out.toString()));
  }

  /** Links compiled resources; {@code arguments} are those of {@code aapt2 link}. */
  public void link(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("link");
    command.addAll(arguments);
    run(command);
  }

  /** Turns a table in the form that R8 reads into the form that a phone reads. */
  public void convertToBinary(Path proto, Path out) throws IOException, InterruptedException {
    run(List.of("convert", "--output-format", "binary", "-o", out.toString(), proto.toString()));
  }

  /**
   * Makes a phone's table smaller: files get short paths, and resources, which code knows by their
   * numbers, no names of their own. Of a picture that comes in several densities those of few dots
   * are left out: a coarse screen takes a finer one and scales it down.
   */
  public void optimize(Path table, Path out) throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "--shorten-resource-paths", "--collapse-resource-names", "--deduplicate-entry-values");
    List<String> command = new ArrayList<>();
    command.add("optimize");
    command.addAll(List.of("--target-densities", DENSITIES));
    command.addAll(options);
    command.addAll(List.of("-o", out.toString(), table.toString()));
    run(command);
  }

  /** Returns what the binary manifest of an APK says, as text. */
  public String dumpBadging(Path apk) throws IOException, InterruptedException {
    return run(List.of("dump", "badging", apk.toString()));
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(
          "aapt2 " + arguments.get(0) + " ended with " + exitCode + ":\n" + output);
    }
    return output;
  }
}
