package dev.ember.converter.cli.hub;

import java.nio.file.Path;

/**
 * What a pull brought.
 *
 * @param source the folder of the files, or the GGUF (its first part, if it is split)
 */
public record PulledModel(HubListing listing, Path source) {}
