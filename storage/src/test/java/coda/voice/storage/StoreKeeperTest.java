package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.BERT;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.ErrorCode;
import coda.voice.conversation.store.ConversationKeeper.Earlier;
import coda.voice.conversation.store.ConversationKeeper.Fate;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageError;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreKeeperTest {
  private static final KeeperSettings QUICK = new KeeperSettings(100, 200, 60_000, 1, 20, 5_000);

  private final FaultyStore store = new FaultyStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Told told = new Told();
  private final Sitting sitting = sitting(ANNA, "c1");
  private final StoreKeeper keeper = StoreKeeper.start(store, QUICK, meters);

  @AfterEach
  void close() {
    store.works();
    keeper.close();
    Awaitility.await().until(store::closed);
  }

  private void keep(int from, int to) {
    for (int i = from; i <= to; i++) {
      keeper.keep(turn(sitting, i), told);
    }
  }

  private void awaitStored(int count) {
    Awaitility.await().untilAsserted(() -> assertThat(told.stored()).hasSize(count));
  }

  private double counted(String name, String... tags) {
    return meters.counter(name, tags).count();
  }

  @Test
  void shouldStoreInOrderAndConfirmEach() {
    keep(1, 80);
    awaitStored(80);

    assertThat(told.stored()).isSorted();
    assertThat(store.order()).isSorted().hasSize(80);
    assertThat(told.dropped()).isEmpty();
    assertThat(counted("coda.storage.turns.stored")).isEqualTo(80);
  }

  @Test
  void shouldConfirmNothingThatIsNotStored() {
    store.hangs();
    keep(1, 3);
    Awaitility.await()
        .during(java.time.Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(told.stored()).isEmpty());

    store.works();
    awaitStored(3);
  }

  @Test
  void shouldCatchUpInOrderWhenTheDatabaseIsBack() {
    List<Optional<ErrorCode>> troubles = new CopyOnWriteArrayList<>();
    keeper.watch(troubles::add);
    store.fails(FaultyStore.gone());
    keep(1, 50);
    Awaitility.await().until(() -> keeper.trouble().isPresent());
    Awaitility.await()
        .until(() -> counted("coda.storage.failures", "code", "STORAGE_UNAVAILABLE") > 3);
    assertThat(told.stored()).isEmpty();

    store.works();
    awaitStored(50);

    assertThat(store.order()).isSorted().hasSize(50);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(troubles)
                    .containsExactly(
                        Optional.of(StorageError.STORAGE_UNAVAILABLE), Optional.empty()));
    assertThat(keeper.trouble()).isEmpty();
  }

  @Test
  void shouldDropCountAndTellWhatFindsNoRoom() {
    store.hangs();
    keep(1, 103);

    assertThat(told.dropped())
        .containsExactly(
            "101 STORAGE_QUEUE_FULL", "102 STORAGE_QUEUE_FULL", "103 STORAGE_QUEUE_FULL");
    assertThat(counted("coda.storage.turns.dropped", "code", "STORAGE_QUEUE_FULL")).isEqualTo(3);
    assertThat(keeper.trouble()).contains(StorageError.STORAGE_QUEUE_FULL);
    assertThat(meters.get("coda.storage.degraded").gauge().value()).isEqualTo(1);

    store.works();
    awaitStored(100);
    Awaitility.await().until(() -> keeper.trouble().isEmpty());
    assertThat(store.order()).hasSize(100).doesNotContain(101, 102, 103);
  }

  @Test
  void shouldStoreTheCorrectedTurnWhereItStillWaits() {
    store.hangs();
    keep(1, 2);
    keeper.keep(turn(sitting, 2, 2, "What is 2?", "It is more."), told);
    keep(3, 3);
    store.works();
    awaitStored(3);

    assertThat(store.turns("c1", 0, 10))
        .containsExactly(
            turn(sitting, 1), turn(sitting, 2, 2, "What is 2?", "It is more."), turn(sitting, 3));
    assertThat(told.stored()).containsExactly(1, 2, 3);
  }

  @Test
  void shouldNotLetOneTurnThatIsRefusedHoldUpTheOthers() {
    store.hangs();
    store.refuses(each -> each.turn().number() == 2);
    keep(1, 4);
    store.works();
    awaitStored(3);

    assertThat(told.stored()).containsExactly(1, 3, 4);
    assertThat(told.dropped()).containsExactly("2 STORAGE_REFUSED");
    assertThat(counted("coda.storage.turns.dropped", "code", "STORAGE_REFUSED")).isEqualTo(1);
    assertThat(keeper.trouble()).isEmpty();
  }

  @Test
  void shouldTellWhoTriesToWriteIntoAConversationOfSomebodyElse() {
    keep(1, 1);
    awaitStored(1);
    keeper.keep(turn(sitting(BERT, "c1"), 1), told);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(told.dropped()).containsExactly("1 CONVERSATION_NOT_AVAILABLE"));
  }

  @Test
  void shouldStartAWriterThatDiedAgainAndCountIt() {
    store.fails(new IllegalStateException("a defect"));
    keep(1, 2);
    Awaitility.await().until(() -> counted("coda.storage.restarts", "task", "storage-writer") > 0);
    assertThat(keeper.trouble()).contains(StorageError.STORAGE_DEFECT);

    store.works();
    awaitStored(2);
    assertThat(keeper.trouble()).isEmpty();
  }

  @Test
  void shouldSayThatItIsSlowAndThatItIsNoMore() {
    keeper.close();
    FaultyStore slow = new FaultyStore();
    try (StoreKeeper watched =
        StoreKeeper.start(slow, new KeeperSettings(100, 200, 20, 1, 20, 5_000), meters)) {
      slow.hangs();
      watched.keep(turn(sitting, 1), told);
      Awaitility.await()
          .untilAsserted(() -> assertThat(watched.trouble()).contains(StorageError.STORAGE_SLOW));
      slow.works();
      Awaitility.await().until(() -> watched.trouble().isEmpty());
    }
  }

  @Test
  void shouldStoreWhatWaitsBeforeItEnds() {
    keep(1, 90);
    keeper.close();

    assertThat(told.stored()).hasSize(90);
    assertThat(store.closed()).isTrue();
    keep(91, 91);
    assertThat(told.dropped()).containsExactly("91 STORAGE_CLOSED");
  }

  @Test
  void shouldEndAlthoughTheDatabaseHangsAndSayWhatIsLost() {
    keeper.close();
    FaultyStore hanging = new FaultyStore();
    StoreKeeper ending =
        StoreKeeper.start(hanging, new KeeperSettings(100, 200, 60_000, 1, 20, 10), meters);
    hanging.hangs();
    ending.keep(turn(sitting, 1), told);
    ending.close();

    assertThat(told.dropped()).containsExactly("1 STORAGE_CLOSED");
    hanging.works();
    Awaitility.await().until(hanging::closed);
  }

  @Test
  void shouldEndAtOnceWhereTheDatabaseIsGone() {
    store.fails(FaultyStore.gone());
    keep(1, 1);
    Awaitility.await().until(() -> keeper.trouble().isPresent());
    keeper.close();

    assertThat(told.dropped()).containsExactly("1 STORAGE_CLOSED");
  }

  @Test
  void shouldKnowWhatWasSaidBefore() {
    keep(1, 2);
    awaitStored(2);

    assertThat(keeper.earlier(ANNA, "c1"))
        .isEqualTo(
            new Earlier.Lines(
                List.of(
                    new Message(Role.USER, "What is 1?"),
                    new Message(Role.ASSISTANT, "It is 1."),
                    new Message(Role.USER, "What is 2?"),
                    new Message(Role.ASSISTANT, "It is 2.")),
                2));
    assertThat(keeper.earlier(BERT, "c1")).isEqualTo(new Earlier.NotYours());
    assertThat(keeper.earlier(BERT, "c2")).isEqualTo(new Earlier.Nothing());
  }

  @Test
  void shouldKnowWhatWasSaidBeforeAlsoWhereItStillWaits() {
    keep(1, 1);
    awaitStored(1);
    store.refuses(each -> false);
    store.fails(FaultyStore.gone());
    keeper.keep(turn(sitting, 1, 2, "What is 1?", "It is one."), told);
    keep(2, 2);
    Awaitility.await().until(() -> keeper.trouble().isPresent());
    store.works();

    assertThat(keeper.earlier(ANNA, "c1"))
        .isEqualTo(
            new Earlier.Lines(
                List.of(
                    new Message(Role.USER, "What is 1?"),
                    new Message(Role.ASSISTANT, "It is one."),
                    new Message(Role.USER, "What is 2?"),
                    new Message(Role.ASSISTANT, "It is 2.")),
                2));
  }

  @Test
  void shouldNotWaitForADatabaseThatDoesNotAnswer() throws Exception {
    store.hangs();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Earlier>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(people.submit(() -> keeper.earlier(ANNA, "c1")));
      }
      for (Future<Earlier> answer : answers) {
        assertThat(answer.get()).isEqualTo(new Earlier.Unknown(StorageError.STORAGE_TIMEOUT));
      }
    }
    store.works();
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(keeper.earlier(ANNA, "c1")).isEqualTo(new Earlier.Nothing()));
  }

  @Test
  void shouldSayThatNobodyKnowsWhereTheDatabaseIsGone() {
    store.fails(FaultyStore.gone());

    assertThat(keeper.earlier(ANNA, "c1"))
        .isEqualTo(new Earlier.Unknown(StorageError.STORAGE_UNAVAILABLE));
  }

  @Test
  void shouldForgetWhatIsStoredAndWhatWaits() {
    keep(1, 1);
    awaitStored(1);
    store.fails(FaultyStore.gone());
    keep(2, 3);
    keeper.keep(turn(sitting(BERT, "b"), 1), told);
    Awaitility.await().until(() -> keeper.trouble().isPresent());
    store.works();
    int deleted = keeper.forget(ANNA);

    assertThat(deleted).isEqualTo(1);
    Awaitility.await().until(() -> store.conversation("b").isPresent());
    assertThat(store.conversation("c1")).isEmpty();
  }

  /** What became of turns. */
  static final class Told implements Fate {
    private final List<Integer> stored = new CopyOnWriteArrayList<>();
    private final List<String> dropped = new CopyOnWriteArrayList<>();

    List<Integer> stored() {
      return new ArrayList<>(stored);
    }

    List<String> dropped() {
      return new ArrayList<>(dropped);
    }

    @Override
    public void stored(SittingTurn turn) {
      stored.add(turn.turn().number());
    }

    @Override
    public void dropped(SittingTurn turn, ErrorCode why) {
      dropped.add(turn.turn().number() + " " + why.code());
    }
  }
}
