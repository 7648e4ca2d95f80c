package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelState;
import dev.ember.app.widget.PageMenu;

/** The red card: what happened, what was kept, what to do. */
final class FailureHolder {
  private final TextView title;
  private final TextView body;
  private final View details;
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
        ModelState.Failed failed = failure.failed();
        LoadFailureWords words = new LoadFailureWords(row.getContext());
        card.say(words.title(failed), words.body(failed), words.details(failed));
        if (failed.risk() instanceof LoadRisk.Died died) {
          card.offerAfter(died);
        } else if (failed.risk() instanceof LoadRisk.LittleMemory memory) {
          card.offerIn(memory);
        } else {
          card.offer(R.string.try_again, actions::reloadModel);
          card.offerBeside(R.string.other_model, actions::chooseModel);
        }
      }
    };
  }

  private void offerAfter(LoadRisk.Died died) {
    if (died.cpuMayHelp()) {
      offer(R.string.load_on_cpu, actions::loadOnCpu);
      offerBeside(R.string.other_ways, () -> showOtherWays(died.smallerWindow()));
    } else {
      offerWindow(died.smallerWindow());
    }
  }

  private void offerIn(LoadRisk.LittleMemory memory) {
    if (memory.smallerWindow() == null) {
      offer(R.string.try_again, actions::reloadModel);
      offerBeside(R.string.try_anyway, actions::loadAnyway);
    } else {
      offerWindow(memory.smallerWindow());
    }
  }

  private void offerWindow(int tokens) {
    offer(R.string.smaller_window, () -> actions.loadWithSmallerWindow(tokens));
    retry.setContentDescription(window(tokens));
    offerBeside(R.string.try_anyway, actions::loadAnyway);
  }

  /** The same with its number. */
  private String window(int tokens) {
    return LoadFailureWords.smallerWindow(retry.getContext(), tokens);
  }

  private void say(int titleWords, int bodyWords, String detail) {
    Context context = title.getContext();
    say(context.getString(titleWords), context.getString(bodyWords), detail);
  }

  private void say(String titleWords, String bodyWords, String detail) {
    title.setText(titleWords);
    body.setText(bodyWords);
    details.setVisibility(detail.isEmpty() ? View.GONE : View.VISIBLE);
    details.setOnClickListener(view -> actions.showDetails(titleWords, detail));
  }

  /** What may help where the CPU does not. */
  private void showOtherWays(int windowTokens) {
    Context context = other.getContext();
    PageMenu ways = new PageMenu(other);
    add(ways, window(windowTokens), () -> actions.loadWithSmallerWindow(windowTokens));
    add(ways, context.getString(R.string.other_model), actions::chooseModel);
    add(ways, context.getString(R.string.try_anyway), actions::loadAnyway);
    ways.show();
  }

  private static void add(PageMenu menu, String words, Runnable step) {
    menu.getMenu()
        .add(words)
        .setOnMenuItemClickListener(
            item -> {
              step.run();
              return true;
            });
  }

  private void offerBeside(int words, Runnable step) {
    other.setVisibility(View.VISIBLE);
    other.setText(words);
    other.setOnClickListener(view -> step.run());
  }

  private void offer(int words, Runnable step) {
    retry.setText(words);
    retry.setContentDescription(null);
    retry.setOnClickListener(view -> step.run());
  }
}
