package dev.ember.assembly;

import dev.ember.assembly.archive.AarExploder;
import dev.ember.assembly.resource.Aapt2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Unpacks a folder of AARs and merges their classes into one folder for javac. */
@Command(name = "explode", description = "Unpack AARs; merge their classes.")
final class ExplodeCommand implements Callable<Integer> {

  @Option(names = "--aars", required = true, description = "Folder with the *.aar files.")
  private Path aars = Path.of("");

  @Option(names = "--out", required = true, description = "Folder for the unpacked AARs.")
  private Path out = Path.of("");

  @Option(names = "--classes", required = true, description = "Folder for all their classes.")
  private Path classes = Path.of("");

  @Option(names = "--without-classes", description = "An AAR that is known to have no class.")
  private List<String> withoutClasses = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> known = new HashSet<>(withoutClasses);
    Aapt2 aapt2 = Aapt2.unpackedTo(out.resolveSibling("tools"));
    new AarExploder(aapt2, known).explode(aars, out, classes);
    return 0;
  }
}
