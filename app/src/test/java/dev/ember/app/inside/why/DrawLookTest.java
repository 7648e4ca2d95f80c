package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import android.app.Application;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.Conversation;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What the app says of a word against a decoder that is run beside it. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class DrawLookTest {
  /** Of float exponentials. */
  private static final float NOISE = 1e-5f;

  private static final int LONGEST = 12;

  @Rule public final AppRule app = new AppRule().model(new ThinkingModel());

  private long chatId;

  @Before
  public void answer() {
    chatId = ThinkingModel.answer(app, LONGEST);
  }

  @Test
  public void trace_answer_hasItsTokensAndTheirText() {
    AnswerTrace trace = trace(newest());
    MessageEntity answer = app.newestMessage(chatId);

    assertThat(trace.tokens()).isEqualTo(answer.tokens()).isPositive();
    assertThat(trace.replay().text()).isEqualTo(answer.body());
    assertThat(trace.endOf(trace.tokens() - 1)).isEqualTo(answer.body().length());
    assertThat(pieces(answer)).extracting(Piece::text).isNotEmpty();
    assertThat(String.join("", texts(pieces(answer)))).isEqualTo(answer.body());
  }

  @Test
  public void look_everyToken_equalsADirectSoftmaxOfTheLogits() {
    AnswerTrace trace = trace(newest());
    float[][] logits = logits(trace.replay());
    for (int i = 0; i < trace.tokens(); i++) {
      Explained explained = look(trace, i);
      assertThat(explained.agrees()).isTrue();
      assertThat(explained.sameBackend()).isTrue();
      assertThat(explained.drawn()).isEqualTo(trace.replay().answer().get(i));
      for (Candidate candidate : explained.candidates()) {
        assertThat(candidate.raw()).isCloseTo(softmax(logits[i], candidate.token()), within(NOISE));
      }
      assertThat(Objects.requireNonNull(explained.find(explained.drawn())).last()).isPositive();
    }
  }

  @Test
  public void look_writtenByAnotherRuntime_saysSoAndOfOtherThreadsNothing() {
    AnswerTrace trace = trace(newest());
    assertThat(look(by(trace, trace.replay().backend() + ", 7 threads"), 0).sameBackend()).isTrue();
    assertThat(look(by(trace, "another runtime"), 0).sameBackend()).isFalse();
  }

  /** The same answer as if another backend had written it. */
  private static AnswerTrace by(AnswerTrace trace, String backend) {
    Replay own = trace.replay();
    Replay other =
        new Replay(
            own.model(),
            backend,
            own.prompt(),
            own.options(),
            own.answer(),
            own.text(),
            own.reason());
    return new AnswerTrace(
        trace.id(), trace.startChar(), other, trace.ends(), trace.sure(), trace.byHand());
  }

  @Test
  public void look_cutCandidate_namesTheStepThatCutIt() {
    AnswerTrace trace = trace(newest());
    for (Candidate candidate : look(trace, 0).candidates()) {
      assertThat(candidate.cutBy() == null).isEqualTo(candidate.last() > 0);
    }
  }

  @Test
  public void look_whileAChatAsks_givesWayAndIsMadeAfterwards() {
    AnswerTrace trace = trace(newest());
    GivingWay asked = new GivingWay(trace, new AtomicInteger());
    app.engine().look(chatId, asked);
    app.settle();
    assertThat(asked.times()).as("told to look again later").hasValue(1);
    assertThat(look(trace, 0).drawn()).isEqualTo(trace.replay().answer().get(0));
  }

  /** Hears of a look that finds its model and comes to an end. */
  private interface Looking extends DrawLook.Listener {
    @Override
    default void otherModel() {
      throw new AssertionError("there is one model");
    }

    @Override
    default void failed(ModelState.Failed why) {
      throw new AssertionError(why.detail());
    }
  }

  /** A look with a conversation that has read nothing, while somebody else asks. */
  private record GivingWay(AnswerTrace trace, AtomicInteger times) implements AnswerLook, Looking {
    @Override
    public void look(Sight sight) {
      try (Conversation unread = sight.engine().newConversation()) {
        new DrawLook(trace, 0, this)
            .look(new Sight(sight.engine(), unread, sight.modelId(), () -> true));
      }
    }

    @Override
    public void later() {
      times.incrementAndGet();
    }

    @Override
    public void explained(Explained draw) {
      throw new AssertionError("a chat asks");
    }

    @Override
    public void failed(ModelState.Failed failure) {
      throw new AssertionError(failure.detail());
    }
  }

  @Test
  public void branch_otherCandidate_equalsAFreshRunWithThatTokenForced() {
    MessageEntity old = app.newestMessage(chatId);
    AnswerTrace trace = trace(old.id());
    int place = 5;
    Candidate other = other(look(trace, place));
    Piece piece = pieceOf(old, place);

    assertThat(
            app.engine()
                .branch(chatId, Branches.at(old.id(), old.body(), List.of(trace), piece, other)))
        .isTrue();
    app.settle();

    MessageEntity branch = app.newestMessage(chatId);
    assertThat(branch.id()).isNotEqualTo(old.id());
    assertThat(branch.parentId()).isEqualTo(old.parentId());
    assertThat(branch.status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(branch.body())
        .startsWith(old.body().substring(0, piece.start()) + other.name().text());
    List<AnswerTrace> traces = app.onDisk(() -> app.repository().traces().of(branch.id()));
    List<Integer> tokens = new ArrayList<>();
    traces.forEach(part -> tokens.addAll(part.replay().answer()));
    assertThat(tokens).isEqualTo(forcedRun(trace.replay(), place, other.token()));
    assertThat(branch.tokens()).isEqualTo(tokens.size());
    assertThat(look(traces.get(0), place).byHand()).isTrue();
    // The old one stays beside it.
    assertThat(app.onDisk(() -> app.repository().allMessages(chatId)))
        .extracting(MessageEntity::id)
        .contains(old.id(), branch.id());
  }

  @Test
  public void recordSureness_on_keepsWhatTheModelAloneSaid() {
    app.engine().recordSureness(true);
    app.engine().regenerate(chatId);
    app.settle();

    AnswerTrace trace = trace(newest());
    assertThat(trace.sure()).hasSize(trace.tokens());
    for (int i = 0; i < trace.tokens(); i++) {
      Explained explained = look(trace, i);
      float raw = Objects.requireNonNull(explained.find(explained.drawn())).raw();
      assertThat(trace.sure().get(i)).isEqualTo(Math.round(raw * AnswerTrace.WHOLE));
    }
  }

  @Test
  public void sureLook_answerThatNobodyWatched_findsWhatIsRecordedOtherwise() {
    List<Piece> found = lookHowSure(newest());
    app.engine().recordSureness(true);
    app.engine().regenerate(chatId);
    app.settle();

    assertThat(found).isEqualTo(lookHowSure(newest())); // the same dice, and so the same answer
    AnswerTrace recorded = trace(newest());
    assertThat(found).hasSizeGreaterThan(3);
    for (Piece piece : found) {
      assertThat(Math.round(Objects.requireNonNull(piece.sure()) * AnswerTrace.WHOLE))
          .isEqualTo(recorded.sure().get(piece.token()));
    }
  }

  @Test
  public void nextWords_underTheAnswersSettings_haveTheProbabilitiesOfItsDraw() {
    AnswerTrace trace = trace(newest());
    int place = 6;
    AtomicReference<NextWords> found = new AtomicReference<>();
    app.engine().look(chatId, new NextLook(new TokenPlace(trace, place), "before", found::set));
    app.settle();
    NextWords words = Objects.requireNonNull(found.get(), "words");

    Explained explained = look(trace, place);
    List<Candidate> own = words.under(trace.replay().options().sampling().afterDraws(place));
    assertThat(own).isNotEmpty();
    for (Candidate candidate : own) {
      Candidate drawn = explained.find(candidate.token());
      if (drawn != null) {
        assertThat(candidate.last()).isCloseTo(drawn.last(), within(NOISE));
      }
    }
    assertThat(words.under(new SamplingOptions(2, 0, 1, 0, 1, 64, 0))).hasSizeGreaterThan(1);
    assertThat(words.under(SamplingOptions.GREEDY)).hasSize(1);
    assertThat(words.under(SamplingOptions.GREEDY).get(0).last()).isEqualTo(1);
  }

  @Test
  public void branch_ofAWatchedAnswer_keepsHowSureItWas() {
    app.engine().recordSureness(true);
    app.engine().regenerate(chatId);
    app.settle();
    MessageEntity old = app.newestMessage(chatId);
    AnswerTrace trace = trace(old.id());
    int place = 5;
    Candidate other = other(look(trace, place));
    app.engine()
        .branch(
            chatId, Branches.at(old.id(), old.body(), List.of(trace), pieceOf(old, place), other));
    app.settle();

    long branch = newest();
    AnswerTrace kept = app.onDisk(() -> app.repository().traces().of(branch)).get(0);
    assertThat(kept.sure()).hasSize(place + 1);
    assertThat(kept.sure().subList(0, place)).isEqualTo(trace.sure().subList(0, place));
    assertThat(kept.sure().get(place)).isEqualTo(Math.round(other.raw() * AnswerTrace.WHOLE));
  }

  @Test
  public void eraseDeleted_question_forgetsWhatQuotesIt() {
    long answer = newest();
    long question = app.messages(chatId).get(0).id();
    app.onDisk(
        () -> {
          app.repository().deleteMessage(question);
          app.repository().eraseDeletedMessages(chatId);
        });
    assertThat(app.onDisk(() -> app.repository().traces().of(answer))).isEmpty();
  }

  @Test
  public void eraseDeleted_deletionBeforeTheQuestion_leavesItsAnswersTrace() {
    deleteTheQuestion();
    app.onDisk(() -> app.repository().eraseDeletedMessages(chatId));
    app.engine().send(chatId, "And?");
    app.settle();
    AnswerTrace since = trace(newest());

    app.restart();

    assertThat(trace(newest()).replay()).isEqualTo(since.replay());
  }

  @Test
  public void eraseDeleted_clockWasSetBack_forgetsAllTheSame() {
    long answer = newest();
    app.onDisk(() -> app.execute("UPDATE messages SET createdMs = createdMs + 1000000"));
    deleteTheQuestion();
    app.onDisk(() -> app.repository().eraseDeletedMessages(chatId));
    assertThat(app.onDisk(() -> app.repository().traces().of(answer))).isEmpty();
  }

  @Test
  public void branchChat_deletedQuestion_isNotQuotedInTheCopy() {
    long answer = newest();
    deleteTheQuestion();
    Long copy = app.onDisk(() -> Objects.requireNonNull(app.repository().branch(answer)));
    long copied = app.newestMessage(copy).id();
    assertThat(app.onDisk(() -> app.repository().traces().of(copied))).isEmpty();
  }

  private void deleteTheQuestion() {
    long question = app.messages(chatId).get(0).id();
    app.onDisk(() -> app.repository().deleteMessage(question));
  }

  @Test
  public void branchChat_copiesTheTraces() {
    long answer = newest();
    Long copy = app.onDisk(() -> Objects.requireNonNull(app.repository().branch(answer)));
    long copied = app.newestMessage(copy).id();
    assertThat(trace(copied).replay()).isEqualTo(trace(answer).replay());
  }

  private long newest() {
    return app.newestMessage(chatId).id();
  }

  private AnswerTrace trace(long answerId) {
    List<AnswerTrace> traces = app.onDisk(() -> app.repository().traces().of(answerId));
    assertThat(traces).hasSize(1);
    return traces.get(0);
  }

  private List<Piece> pieces(MessageEntity answer) {
    return AnswerPieces.of(answer.body(), List.of(trace(answer.id())));
  }

  private static List<String> texts(List<Piece> pieces) {
    List<String> texts = new ArrayList<>();
    pieces.forEach(piece -> texts.add(piece.text()));
    return texts;
  }

  private Piece pieceOf(MessageEntity answer, int token) {
    AnswerTrace trace = trace(answer.id());
    int start = trace.startOf(token);
    return new Piece(answer.body().substring(start, trace.endOf(token)), 0, token, start, null);
  }

  private static Candidate other(Explained explained) {
    for (Candidate candidate : explained.candidates()) {
      if (candidate.token() != explained.drawn()
          && candidate.name().kind() == TokenName.Kind.TEXT) {
        return candidate;
      }
    }
    throw new AssertionError("expected another text among " + explained);
  }

  private Explained look(AnswerTrace trace, int index) {
    AtomicReference<Explained> found = new AtomicReference<>();
    app.engine().look(chatId, new DrawLook(trace, index, new Keeping(found)));
    app.settle();
    return Objects.requireNonNull(found.get(), "explained");
  }

  /** A piece at a time, as a sheet that is asked often would. */
  private List<Piece> lookHowSure(long answerId) {
    List<Piece> all = new ArrayList<>();
    AnswerTrace trace = trace(answerId);
    MessageEntity answer = app.newestMessage(chatId);
    for (Piece piece : AnswerPieces.of(answer.body(), List.of(trace))) {
      if (!piece.isEnd()) {
        app.engine()
            .look(chatId, new SureLook(List.of(trace), List.of(unknown(piece)), all::addAll));
        app.settle();
      }
    }
    return all;
  }

  private static Piece unknown(Piece piece) {
    return new Piece(piece.text(), piece.trace(), piece.token(), piece.start(), null);
  }

  private record Keeping(AtomicReference<Explained> found) implements Looking {
    @Override
    public void explained(Explained draw) {
      found.set(draw);
    }

    @Override
    public void later() {
      throw new AssertionError("nobody asks");
    }
  }

  /** The logits before each token of an answer, every token read by itself. */
  private static float[][] logits(Replay replay) {
    float[][] rows = new float[replay.answer().size()][SmallTokenizer.VOCABULARY];
    float[] last = new float[SmallTokenizer.VOCABULARY];
    try (ReferenceBackend backend = ThinkingModel.backend();
        KvCache cache = backend.newCache()) {
      for (int token : replay.prompt()) {
        backend.decode(token, cache, last);
      }
      for (int i = 0; i < rows.length; i++) {
        rows[i] = last.clone();
        backend.decode(replay.answer().get(i), cache, last);
      }
    }
    return rows;
  }

  private static float softmax(float[] logits, int token) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - logits[token]);
    }
    return (float) (1 / sum);
  }

  /** The plainest loop, with a sampler whose draw at one place is ignored. */
  private static List<Integer> forcedRun(Replay replay, int place, int forced) {
    SamplingOptions sampling = replay.options().sampling();
    Sampler sampler = Sampler.of(sampling);
    TokenWindow recent = new TokenWindow(sampling.repetitionWindow());
    List<Integer> written = new ArrayList<>();
    float[] logits = new float[SmallTokenizer.VOCABULARY];
    try (ReferenceBackend backend = ThinkingModel.backend();
        KvCache cache = backend.newCache()) {
      for (int token : replay.prompt()) {
        recent.add(token);
        backend.decode(token, cache, logits);
      }
      while (written.size() < LONGEST) {
        int drawn = sampler.sample(logits, recent);
        int token = written.size() == place ? forced : drawn;
        if (token == SmallTokenizer.IM_END) {
          break;
        }
        written.add(token);
        recent.add(token);
        backend.decode(token, cache, logits);
      }
    }
    return written;
  }
}
