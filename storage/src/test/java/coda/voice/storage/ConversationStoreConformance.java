package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.BERT;
import static coda.voice.storage.Samples.NOON;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredConversation;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store does, whichever database is behind it. */
abstract class ConversationStoreConformance {
  /** An open store without conversations; closed by whoever made it. */
  abstract ConversationStore store();

  private List<StoredTurn> turns(String id) {
    return store().turns(id, 0, 100).stream().map(SittingTurn::turn).toList();
  }

  @Test
  void shouldGiveBackWhatWasStored() {
    Sitting sitting = sitting(ANNA, "c1");
    SittingTurn one =
        new SittingTurn(
            sitting,
            turn(
                1,
                1,
                List.of(
                    new Message(Role.USER, "Wie spät ist es? 🕐 'quoted' \"twice\" \\ %_"),
                    new Message(Role.TOOL, "clock() → 12:00"),
                    new Message(Role.ASSISTANT, "Zwölf Uhr."))));
    store().write(List.of(one, turn(sitting, 2)));

    assertThat(store().turns("c1", 0, 100)).containsExactly(one, turn(sitting, 2));
    assertThat(store().conversation("c1"))
        .contains(
            new StoredConversation(
                "c1", ANNA, NOON.plusSeconds(1), NOON.plusSeconds(2).plusMillis(500), 2));
  }

  @Test
  void shouldKnowNothingOfWhatNobodySaid() {
    assertThat(store().conversation("c1")).isEmpty();
    assertThat(store().turns("c1", 0, 10)).isEmpty();
    assertThat(store().lastTurns("c1", 10)).isEmpty();
    assertThat(store().conversations(ANNA, 0, 10)).isEmpty();
    assertThat(store().delete(ANNA, "c1")).isFalse();
    assertThat(store().deleteUser(ANNA, 10)).isZero();
    assertThat(store().deleteBefore(NOON, 10)).isZero();
  }

  @Test
  void shouldStoreATurnOnceHoweverOftenItIsWritten() {
    Sitting sitting = sitting(ANNA, "c1");
    store().write(List.of(turn(sitting, 1), turn(sitting, 1)));
    store().write(List.of(turn(sitting, 1)));
    store().write(List.of(turn(sitting, 1), turn(sitting, 2)));

    assertThat(store().turns("c1", 0, 100)).containsExactly(turn(sitting, 1), turn(sitting, 2));
  }

  @Test
  void shouldCorrectATurnAndNeverGoBack() {
    Sitting sitting = sitting(ANNA, "c1");
    SittingTurn corrected = turn(sitting, 1, 2, "What is it?", "It is long and was heard.");
    store().write(List.of(turn(sitting, 1, 1, "What is it?", "It is")));
    store().write(List.of(corrected));
    store().write(List.of(turn(sitting, 1, 1, "What is it?", "It is")));

    assertThat(store().turns("c1", 0, 100)).containsExactly(corrected);
  }

  @Test
  void shouldKeepTurnsOfTwoSittingsApart() {
    SittingTurn early = turn(sitting(ANNA, "c1", 1), 1, 1, "one", "1");
    SittingTurn late = turn(sitting(ANNA, "c1", 2), 1, 1, "two", "2");
    store().write(List.of(late));
    store().write(List.of(early));

    assertThat(store().turns("c1", 0, 100)).containsExactly(early, late);
    assertThat(store().conversation("c1").orElseThrow().turns()).isEqualTo(2);
  }

  @Test
  void shouldOrderTurnsByTheirPlace() {
    Sitting sitting = sitting(ANNA, "c1");
    StoredTurn first = turn(1, 1, List.of(new Message(Role.USER, "first")));
    StoredTurn late =
        new StoredTurn(
            3, 1, 1, NOON, NOON, "hybrid", "de", List.of(), List.of(new Message(Role.USER, "0")));
    StoredTurn moved =
        new StoredTurn(1, 2, 2, NOON, NOON, "hybrid", "de", List.of("moshi"), first.lines());
    store().write(List.of(new SittingTurn(sitting, first)));
    store().write(List.of(new SittingTurn(sitting, late), new SittingTurn(sitting, moved)));

    assertThat(turns("c1")).containsExactly(late, moved);
  }

  @Test
  void shouldKeepATurnOfWhichNothingIsLeft() {
    Sitting sitting = sitting(ANNA, "c1");
    store().write(List.of(turn(sitting, 1)));
    store().write(List.of(new SittingTurn(sitting, turn(1, 2, List.of()))));

    assertThat(turns("c1")).containsExactly(turn(1, 2, List.of()));
  }

  @Test
  void shouldGiveTheNewestTurnsInOrder() {
    Sitting sitting = sitting(ANNA, "c1");
    store().write(many(sitting, 10));

    assertThat(store().lastTurns("c1", 3))
        .containsExactly(turn(sitting, 8), turn(sitting, 9), turn(sitting, 10));
    assertThat(store().turns("c1", 2, 2)).containsExactly(turn(sitting, 3), turn(sitting, 4));
  }

  private static List<SittingTurn> many(Sitting sitting, int count) {
    List<SittingTurn> turns = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      turns.add(turn(sitting, i));
    }
    return turns;
  }

  @Test
  void shouldRefuseATurnOfSomebodyElsesConversationAndStoreNothingOfIt() {
    store().write(List.of(turn(sitting(ANNA, "c1"), 1)));

    assertThatThrownBy(
            () ->
                store().write(List.of(turn(sitting(BERT, "c2"), 1), turn(sitting(BERT, "c1"), 1))))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.code()).isEqualTo("CONVERSATION_NOT_AVAILABLE");
              assertThat(e.passing()).isFalse();
            });

    assertThat(store().conversation("c2")).isEmpty();
    assertThat(store().conversation("c1").orElseThrow().owner()).isEqualTo(ANNA);
  }

  @Test
  void shouldTellPeopleOfTheSameNameInTwoTenantsApart() {
    Owner other = new Owner("other", ANNA.user());
    store().write(List.of(turn(sitting(ANNA, "c1"), 1), turn(sitting(other, "c2"), 1)));

    assertThat(store().deleteUser(other, 10)).isEqualTo(1);

    assertThat(store().conversations(ANNA, 0, 10)).hasSize(1);
    assertThat(store().conversation("c2")).isEmpty();
  }

  @Test
  void shouldListConversationsByPageTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      store().write(List.of(turn(sitting(ANNA, "c" + i), i)));
    }

    assertThat(store().conversations(ANNA, 0, 2))
        .extracting(StoredConversation::id)
        .containsExactly("c5", "c4");
    assertThat(store().conversations(ANNA, 4, 2))
        .extracting(StoredConversation::id)
        .containsExactly("c1");
  }

  @Test
  void shouldDeleteAConversationOfItsOwnerOnly() {
    store().write(List.of(turn(sitting(ANNA, "c1"), 1)));

    assertThat(store().delete(BERT, "c1")).isFalse();
    assertThat(turns("c1")).hasSize(1);
    assertThat(store().delete(ANNA, "c1")).isTrue();
    assertThat(turns("c1")).isEmpty();
    assertThat(store().conversation("c1")).isEmpty();
  }

  @Test
  void shouldDeleteEverythingOfAUserBitByBit() {
    for (int i = 1; i <= 5; i++) {
      store().write(List.of(turn(sitting(ANNA, "a" + i), 1), turn(sitting(BERT, "b" + i), 1)));
    }

    assertThat(store().deleteUser(ANNA, 3)).isEqualTo(3);
    assertThat(store().deleteUser(ANNA, 3)).isEqualTo(2);
    assertThat(store().deleteUser(ANNA, 3)).isZero();

    assertThat(store().conversations(BERT, 0, 10)).hasSize(5);
  }

  @Test
  void shouldDeleteWhatWasChangedBeforeATime() {
    store().write(List.of(turn(sitting(ANNA, "old"), 1), turn(sitting(ANNA, "new"), 100)));
    Instant between = NOON.plusSeconds(50);

    assertThat(store().deleteBefore(between, 10)).isEqualTo(1);
    assertThat(store().deleteBefore(between, 10)).isZero();

    assertThat(store().conversations(ANNA, 0, 10))
        .extracting(StoredConversation::id)
        .containsExactly("new");
  }

  @Test
  void shouldStoreWhatIsNoProperText() {
    Sitting sitting = sitting(ANNA, "c1");
    store().write(List.of(turn(sitting, 1, 1, "a\0b\uD800c", "\u202Ex\r\n\t")));

    assertThat(turns("c1").getFirst().said()).isEqualTo("ab\uFFFDc");
    assertThat(turns("c1").getFirst().lines().get(1).text()).isEqualTo("\u202Ex\r\n\t");
  }

  @Test
  void shouldStoreALongText() {
    Sitting sitting = sitting(ANNA, "c1");
    String text = "lorem ipsum ".repeat(100_000);
    store().write(List.of(turn(sitting, 1, 1, text, "")));

    assertThat(turns("c1").getFirst().lines().getFirst().text()).isEqualTo(text);
  }

  @Test
  void shouldSayThatItNeverTakesATextThatIsTooLongAndNotWhatItSays() {
    String text = "secret".repeat(1_800_000);

    assertThatThrownBy(() -> store().write(List.of(turn(sitting(ANNA, "c1"), 1, 1, text, ""))))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.code()).isEqualTo("STORAGE_REFUSED");
              assertThat(e.passing()).isFalse();
              assertThat(e.getMessage()).doesNotContain("secret").hasSizeLessThan(300);
            });
  }

  @Test
  void shouldNotTakeWordsForStatements() {
    String words = "'); DROP TABLE turns; -- ${x} :y <z>";
    Sitting sitting = sitting(new Owner("t'--", "u\"; :a"), "c1");
    store().write(List.of(turn(sitting, 1, 1, words, words)));

    assertThat(turns("c1").getFirst().said()).isEqualTo(words);
    assertThat(store().conversations(sitting.owner(), 0, 10)).hasSize(1);
  }

  @Test
  void shouldTakeWritersSideBySide() throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Sitting own = sitting(ANNA, "c" + i);
        all.add(people.submit(() -> many(own, 20).forEach(each -> store().write(List.of(each)))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }

    assertThat(store().conversations(ANNA, 0, 100))
        .hasSize(8)
        .allMatch(conversation -> conversation.turns() == 20);
  }
}
