/**
 * Next-token prediction: {@link dev.ember.converter.training.pretrain.PretrainCommand} on files of
 * text, {@link dev.ember.converter.training.pretrain.PretrainingDocuments} on drawn conversations.
 *
 * <pre>
 * TextSources -> DocumentTokens -> TokenStore (two bytes a token) -> StreamBatches -> NextToken
 * </pre>
 *
 * <p>Trap: a step's batch is cut out of the shuffled stream by its number alone, so a resumed run
 * reads on where it stopped without replaying anything.
 */
@NullMarked
package dev.ember.converter.training.pretrain;

import org.jspecify.annotations.NullMarked;
