package dev.ember.app.chat;

import android.view.View;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** The red card: what happened, what was kept, what to do. */
final class FailureHolder {
  private final TextView title;
  private final TextView body;
  private final Button details;
  private final Button other;
  private final Button retry;
  private final MessageActions actions;

  private FailureHolder(View row, MessageActions actions) {
    this.actions = actions;
    title = ViewCompat.requireViewById(row, R.id.failure_title);
    body = ViewCompat.requireViewById(row, R.id.failure_body);
    details = ViewCompat.requireViewById(row, R.id.failure_details);
    other = ViewCompat.requireViewById(row, R.id.failure_other);
    retry = ViewCompat.requireViewById(row, R.id.failure_retry);
  }

  /** For an answer that broke off. */
  static ItemHolder<ChatItem.Failure> ofAnswer(View row, MessageActions actions) {
    FailureHolder card = new FailureHolder(row, actions);
    return new ItemHolder<>(row, ChatItem.Failure.class) {
      @Override
      void bind(ChatItem.Failure failure) {
        card.say(R.string.failed_title, R.string.failed_body, failure.detail());
        card.offer(R.string.answer_again, actions::answerAgain);
        card.retry.setVisibility(failure.latest() ? View.VISIBLE : View.GONE);
      }
    };
  }

  /** For a database that takes no more. */
  static ItemHolder<ChatItem.NotSaved> ofStorage(View row, MessageActions actions) {
    FailureHolder card = new FailureHolder(row, actions);
    card.retry.setVisibility(View.GONE);
    return new ItemHolder<>(row, ChatItem.NotSaved.class) {
      @Override
      void bind(ChatItem.NotSaved fault) {
        card.say(R.string.not_saved_title, R.string.not_saved_body, fault.detail());
      }
    };
  }

  /** For a model that does not load. */
  static ItemHolder<ChatItem.ModelFailure> ofModel(View row, MessageActions actions) {
    FailureHolder card = new FailureHolder(row, actions);
    return new ItemHolder<>(row, ChatItem.ModelFailure.class) {
      @Override
      void bind(ChatItem.ModelFailure failure) {
        card.say(
            MessageActions.title(failure.fault()), R.string.load_failed_body, failure.detail());
        if (failure.risky()) {
          card.offer(R.string.smaller_window, actions::loadWithSmallerWindow);
          card.offerBeside(R.string.try_anyway, actions::reloadModel);
        } else {
          card.offer(R.string.try_again, actions::reloadModel);
          card.offerBeside(R.string.other_model, actions::chooseModel);
        }
      }
    };
  }

  private void say(int titleWords, int bodyWords, String detail) {
    title.setText(titleWords);
    body.setText(bodyWords);
    details.setVisibility(detail.isEmpty() ? View.GONE : View.VISIBLE);
    details.setOnClickListener(
        view -> actions.showDetails(view.getContext().getString(titleWords), detail));
  }

  private void offerBeside(int words, Runnable step) {
    other.setVisibility(View.VISIBLE);
    other.setText(words);
    other.setOnClickListener(view -> step.run());
  }

  private void offer(int words, Runnable step) {
    retry.setText(words);
    retry.setOnClickListener(view -> step.run());
  }
}
