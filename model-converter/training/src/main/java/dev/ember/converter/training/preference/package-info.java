/**
 * Answers of which some are better: {@link
 * dev.ember.converter.training.preference.PreferenceReader} reads them in every form that is in
 * use, {@link dev.ember.converter.training.preference.Preferences} splits them into those to learn
 * from and those held out, {@link dev.ember.converter.training.preference.RankedAnswers} is one
 * prompt with its answers.
 *
 * <pre>
 * prefs.jsonl -> PreferenceReader -> Preferences -> RankedAnswers -> reward model, DPO, PPO's prompts
 * </pre>
 *
 * <p>The form to write is one JSON object a line, the best answer first; answers in one inner list
 * are equally good. {@code prompt} is what the user said, or the turns of a chat, user first.
 *
 * <pre>
 * {"prompt": "Who made the first spoon?", "ranked": ["Nobody knows.", "A man called Peter Spoon."]}
 * {"prompt": ["Hi!", "Hello.", "I am Tom."], "ranked": [["Hi Tom.", "Nice to meet you."], "Hi Ann."]}
 * </pre>
 */
@NullMarked
package dev.ember.converter.training.preference;

import org.jspecify.annotations.NullMarked;
