package coda.voice.conversation.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the two do, in whatever order: one answer, one end, nothing of who is not heard. */
class ContestPropertyTest {
  @Provide
  Arbitrary<Play> plays() {
    Arbitrary<Deed> deed =
        Combinators.combine(
                Arbitraries.of(Deed.Kind.values()), Arbitraries.integers().between(1, 1_200))
            .as(Deed::new);
    return Combinators.combine(
            Arbitraries.of(Route.CHAIN, Route.DUPLEX, Route.PARALLEL, Route.SEQUENTIAL),
            Arbitraries.of(true, false),
            Arbitraries.of(Selection.FASTEST, Selection.BALANCED),
            Arbitraries.of(true, false),
            Arbitraries.of(Answerer.values()),
            Arbitraries.integers().between(0, 6),
            deed.list().ofMaxSize(30))
        .as(Play::new);
  }

  @Property(tries = 5_000)
  void oneAnswerComesOfIt(@ForAll("plays") Play play) {
    Rivals r =
        new Rivals(
            play.route(),
            play.takesOver() && play.route() == Route.SEQUENTIAL,
            play.selection(),
            play.tentative());
    r.preferred = play.preferred();
    r.chain.failsAtOnce = play.atOnce() == 1;
    r.duplex.failsAtOnce = play.atOnce() == 2;
    r.duplex.speaksAtOnce = play.atOnce() == 3 || play.atOnce() == 4;
    r.chain.speaksAtOnce = play.atOnce() == 4;
    r.begin();
    boolean confirmed = !play.tentative();
    boolean cancelled = false;
    for (Deed deed : play.deeds()) {
      int before = r.told.size();
      long ends = r.ends();
      boolean chainWasOut = r.chain.cancelled;
      perform(r, deed);
      confirmed |= deed.kind() == Deed.Kind.CONFIRM;
      if (cancelled || ends == 1) {
        assertThat(r.told.size()).as("nothing is told after the end").isEqualTo(before);
      }
      cancelled |= deed.cancels();
      check(r, play.route(), confirmed, cancelled);
      if (chainWasOut) {
        assertThat(r.told.subList(before, r.told.size()))
            .as("who is not wanted does nothing")
            .noneMatch(told -> told.startsWith("CHAIN:") || told.equals("tool"));
      }
    }
    if (!cancelled) {
      finish(r);
      assertThat(r.ends()).as("it ends once").isEqualTo(1);
    }
    r.contest.cancel();
    assertThat(r.loop.waiting()).isZero();
    assertThat(r.pool.leased()).isZero();
    assertThat(r.chain.asked && !r.chain.over && !r.chain.cancelled).isFalse();
    assertThat(r.duplex.asked && !r.duplex.over && !r.duplex.cancelled).isFalse();
  }

  private static void perform(Rivals r, Deed deed) {
    switch (deed.kind()) {
      case CHAIN_TEXT -> ifWorks(r.chain, r.chain::text);
      case CHAIN_WORD -> ifWorks(r.chain, r.chain::word);
      case CHAIN_MADE -> ifWorks(r.chain, r.chain::made);
      case CHAIN_FAILS -> ifWorks(r.chain, r.chain::fails);
      case CHAIN_TOOL -> ifWorks(r.chain, r.chain::callsTool);
      case DUPLEX_TEXT -> ifWorks(r.duplex, r.duplex::text);
      case DUPLEX_WORD -> ifWorks(r.duplex, r.duplex::word);
      case DUPLEX_MADE -> ifWorks(r.duplex, r.duplex::made);
      case DUPLEX_FAILS -> ifWorks(r.duplex, r.duplex::fails);
      case TIME -> r.pass(deed.amount());
      case READ -> r.read(deed.amount() % 12);
      case CONFIRM -> r.contest.confirm();
      case CANCEL -> {
        if (deed.cancels()) {
          r.contest.cancel();
        }
      }
    }
  }

  private static void ifWorks(Rivals.Rival rival, Runnable deed) {
    if (rival.works()) {
      deed.run();
    }
  }

  private static void check(Rivals r, Route route, boolean confirmed, boolean cancelled) {
    assertThat(r.ends()).isLessThanOrEqualTo(1);
    List<String> heard =
        r.told.stream().filter(t -> t.contains(": ")).map(t -> t.split(":")[0]).toList();
    assertThat(heard)
        .as("one is heard, or the chain after the model")
        .isIn(List.of(), List.of("CHAIN"), List.of("DUPLEX"), List.of("DUPLEX", "CHAIN"));
    int firstOfChain = r.frames.indexOf(Answerer.CHAIN);
    if (firstOfChain >= 0) {
      assertThat(heard).as("only who is heard is on the track").contains("CHAIN");
      assertThat(r.frames.subList(firstOfChain, r.frames.size()))
          .as("nothing of the model after the chain")
          .containsOnly(Answerer.CHAIN);
    }
    if (r.frames.contains(Answerer.DUPLEX)) {
      assertThat(heard).contains("DUPLEX");
    }
    if (r.chain.confirmed > 0) {
      assertThat(confirmed).as("nothing has effects on trust").isTrue();
      boolean alone = route == Route.CHAIN;
      assertThat(alone || heard.contains("CHAIN") || r.told.contains("tool"))
          .as("nothing has effects that is not heard")
          .isTrue();
      assertThat(r.chain.cancelled && !r.chain.over && !cancelled)
          .as("what has effects is not thrown away")
          .isFalse();
    }
    if (r.told.contains("tool") && !heard.isEmpty() && !r.chain.over) {
      assertThat(r.chain.cancelled && !cancelled).isFalse();
    }
  }

  /** Who still works comes to an end, and everything that was sent is read. */
  private static void finish(Rivals r) {
    for (int i = 0; i < 4; i++) {
      ifWorks(r.duplex, r.duplex::made);
      ifWorks(r.chain, r.chain::made);
      r.pass(4_000);
      r.read(10_000);
    }
  }

  /** One thing that happens. */
  record Deed(Kind kind, int amount) {
    /** Rarely, or no play would get far. */
    boolean cancels() {
      return kind == Kind.CANCEL && amount > 1_100;
    }

    enum Kind {
      CHAIN_TEXT,
      CHAIN_WORD,
      CHAIN_MADE,
      CHAIN_FAILS,
      CHAIN_TOOL,
      DUPLEX_TEXT,
      DUPLEX_WORD,
      DUPLEX_MADE,
      DUPLEX_FAILS,
      TIME,
      READ,
      CONFIRM,
      CANCEL
    }
  }

  /** A contest and all that happens in it. */
  record Play(
      Route route,
      boolean takesOver,
      Selection selection,
      boolean tentative,
      Answerer preferred,
      int atOnce,
      List<Deed> deeds) {}
}
