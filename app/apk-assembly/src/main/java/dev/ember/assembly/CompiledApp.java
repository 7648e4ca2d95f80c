package dev.ember.assembly;

import java.nio.file.Path;
import java.util.List;

/**
 * Code and resources as a phone reads them.
 *
 * @param dexes in the order of their numbers
 * @param table manifest and resources, the table binary
 * @param assets folders of assets that the compiler made
 */
record CompiledApp(List<Path> dexes, Path table, List<Path> assets) {}
