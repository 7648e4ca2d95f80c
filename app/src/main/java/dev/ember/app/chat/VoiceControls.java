package dev.ember.app.chat;

import android.Manifest;
import android.content.pm.PackageManager;
import android.view.View;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.StringRes;
import androidx.core.content.ContextCompat;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.text.Language;
import dev.ember.app.voice.Dictation;
import dev.ember.app.voice.DictationState;
import dev.ember.app.voice.ReadAloud;
import dev.ember.app.voice.ReadAloudState;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reading aloud and dictating in a chat: the line that says so, and the sentence that says why not.
 * The microphone is asked for when somebody wants to dictate, and not before.
 */
final class VoiceControls {
  private final Fragment chat;
  private final ActivityResultLauncher<String> permission;

  /** Whether the user has agreed, on this screen, to a service that sends what is said. */
  private boolean anyService;

  /** To be made while the fragment is. */
  VoiceControls(Fragment chat) {
    this.chat = chat;
    permission =
        chat.registerForActivityResult(
            new ActivityResultContracts.RequestPermission(), this::permissionAnswered);
  }

  private VoiceModel model() {
    return new ViewModelProvider(chat, VoiceModel.factory(chat.requireContext()))
        .get(VoiceModel.class);
  }

  /**
   * Shows what the phone says and hears.
   *
   * @param heard takes what was dictated
   */
  void bind(View root, Consumer<String> heard) {
    ReadAloud reading = model().readAloud();
    Dictation dictation = model().dictation();
    ComposerBar bar = new ComposerBar(root, R.id.voice_bar, R.drawable.ic_24_speaker);
    Notes notes = new Notes(root);
    reading
        .state()
        .observe(chat.getViewLifecycleOwner(), state -> show(state, bar, reading, notes));
    dictation
        .state()
        .observe(
            chat.getViewLifecycleOwner(),
            state -> {
              if (state instanceof DictationState.Heard words) {
                heard.accept(words.text());
                dictation.taken();
              } else {
                show(state, bar, dictation, notes);
              }
            });
  }

  private void show(ReadAloudState state, ComposerBar bar, ReadAloud reading, Notes notes) {
    if (state instanceof ReadAloudState.Reading) {
      bar.icon(R.drawable.ic_24_speaker);
      bar.ending(R.drawable.ic_24_stop, R.string.stop_reading, reading::stop);
      bar.say(chat.getString(R.string.reading_aloud));
    } else {
      hideUnlessListening(bar);
    }
    if (state instanceof ReadAloudState.Refused refused) {
      reading.understood();
      if (refused.reason() == ReadAloudState.Reason.ONLINE_ONLY) {
        notes.ask(R.string.voice_online_only, R.string.read_anyway, reading::readAnyway);
      } else {
        notes.say(words(refused.reason()));
      }
    }
  }

  private void hideUnlessListening(ComposerBar bar) {
    if (!(model().dictation().state().getValue() instanceof DictationState.Listening)) {
      bar.hide();
    }
  }

  private void show(DictationState state, ComposerBar bar, Dictation dictation, Notes notes) {
    if (state instanceof DictationState.Listening listening) {
      bar.icon(R.drawable.ic_24_mic);
      bar.ending(R.drawable.ic_24_stop, R.string.stop_listening, dictation::stop);
      bar.say(words(listening));
    } else if (!(model().readAloud().state().getValue() instanceof ReadAloudState.Reading)) {
      bar.hide();
    }
    if (state instanceof DictationState.Refused refused) {
      dictation.taken();
      if (refused.reason() == DictationState.Reason.ONLINE_ONLY) {
        notes.ask(R.string.recognition_online_only, R.string.dictate_anyway, this::dictateAnyway);
      } else {
        notes.say(words(refused.reason()));
      }
    }
  }

  private String words(DictationState.Listening listening) {
    if (!listening.soFar().isEmpty()) {
      return chat.getString(R.string.listening_heard, listening.soFar());
    }
    return chat.getString(
        listening.onPhone() ? R.string.listening_on_phone : R.string.listening_online);
  }

  @StringRes
  private static int words(ReadAloudState.Reason reason) {
    return switch (reason) {
      case NO_SERVICE -> R.string.no_speech_service;
      case NO_VOICE -> R.string.no_voice;
      case ONLINE_ONLY -> R.string.voice_online_only;
      case BROKE_OFF -> R.string.voice_broke_off;
    };
  }

  @StringRes
  private static int words(DictationState.Reason reason) {
    return switch (reason) {
      case NO_SERVICE -> R.string.no_recognition_service;
      case ONLINE_ONLY -> R.string.recognition_online_only;
      case NOT_ALLOWED -> R.string.microphone_refused;
      case NOTHING_HEARD -> R.string.nothing_heard;
      case NO_LANGUAGE -> R.string.no_recognition_language;
      case NO_NETWORK -> R.string.recognition_no_network;
      case BROKE_OFF -> R.string.recognition_broke_off;
    };
  }

  /** Reads a message, or stops if it is this one that is being read. */
  void readAloud(MessageTarget message) {
    ReadAloud reading = model().readAloud();
    if (reading.state().getValue() instanceof ReadAloudState.Reading now
        && now.messageId() == message.id()) {
      reading.stop();
      return;
    }
    model().dictation().stop();
    Locale language = Language.of(message.text(), SpokenMessage.language(chat.requireContext()));
    reading.read(
        message.id(),
        SpokenMessage.sentences(chat.requireContext(), message.text(), language),
        language);
  }

  /** Listens, or stops listening. */
  void dictate() {
    Dictation dictation = model().dictation();
    if (dictation.state().getValue() instanceof DictationState.Listening) {
      dictation.stop();
      return;
    }
    DictationState.Reason obstacle = dictation.obstacle(anyService);
    if (obstacle != null) {
      dictation.refuse(obstacle);
    } else if (isAllowed()) {
      listen();
    } else {
      permission.launch(Manifest.permission.RECORD_AUDIO);
    }
  }

  private void dictateAnyway() {
    anyService = true;
    dictate();
  }

  private boolean isAllowed() {
    return ContextCompat.checkSelfPermission(
            chat.requireContext(), Manifest.permission.RECORD_AUDIO)
        == PackageManager.PERMISSION_GRANTED;
  }

  private void permissionAnswered(boolean allowed) {
    if (allowed) {
      listen();
    } else {
      model().dictation().refuse(DictationState.Reason.NOT_ALLOWED);
    }
  }

  private void listen() {
    model().readAloud().stop();
    model().dictation().start(SpokenMessage.language(chat.requireContext()), anyService);
  }

  /** Ends what is going on; false if nothing is. */
  boolean stop() {
    boolean reads = model().readAloud().state().getValue() instanceof ReadAloudState.Reading;
    boolean hears = model().dictation().state().getValue() instanceof DictationState.Listening;
    if (reads) {
      model().readAloud().stop();
    }
    if (hears) {
      model().dictation().stop();
    }
    return reads || hears;
  }

  /** Sentences at the foot of the chat. */
  private record Notes(View root) {
    /** As long as a question of two sentences takes to be read and answered. */
    private static final int QUESTION_MS = 10_000;

    void say(@StringRes int words) {
      make(words, Snackbar.LENGTH_LONG).show();
    }

    void ask(@StringRes int words, @StringRes int button, Runnable step) {
      make(words, QUESTION_MS).setAction(button, view -> step.run()).show();
    }

    private Snackbar make(@StringRes int words, int duration) {
      return Snackbar.make(root, words, duration)
          .setAnchorView(ViewCompat.<View>requireViewById(root, R.id.composer_column));
    }
  }
}
