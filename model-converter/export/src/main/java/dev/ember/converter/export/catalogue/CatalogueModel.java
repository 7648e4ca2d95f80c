package dev.ember.converter.export.catalogue;

/**
 * A model of the catalogue.
 *
 * @param id on the hub, {@code OWNER/NAME}
 * @param architecture its {@code model_type}
 * @param licence under which its weights are published
 * @param gated whether its makers ask for one's consent to their terms first
 * @param parameters its weights, a tied table once
 * @param downloadBytes about what a pull fetches
 * @param context the most tokens it was made for
 * @param goodFor in one line, honestly
 */
public record CatalogueModel(
    String id,
    String architecture,
    String licence,
    boolean gated,
    long parameters,
    long downloadBytes,
    int context,
    String goodFor) {}
