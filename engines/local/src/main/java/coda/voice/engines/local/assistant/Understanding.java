package coda.voice.engines.local.assistant;

import coda.voice.engines.local.english.Words;
import coda.voice.engines.local.phrases.PhraseBook;
import coda.voice.engines.local.phrases.PhraseBook.Candidate;
import coda.voice.engines.local.skills.Skill;
import coda.voice.engines.local.skills.Skills;
import java.util.List;

/** Which skill a text is meant for. Immutable; any thread. */
public final class Understanding {
  /** Two skills closer than this cannot be told apart by a text that fits neither exactly. */
  private static final double CLEAR_MARGIN = 0.04;

  private final PhraseBook<Skill> book;

  private Understanding(PhraseBook<Skill> book) {
    this.book = book;
  }

  /** Of every skill in {@link Skills#all()}. */
  public static Understanding ofAllSkills() {
    return of(Skills.all());
  }

  /**
   * Of some skills.
   *
   * @param skills the earlier one answers when two fit equally well
   */
  public static Understanding of(List<Skill> skills) {
    PhraseBook.Writer<Skill> writer = new PhraseBook.Writer<>();
    skills.forEach(skill -> writer.add(skill, skill.phrases()));
    return new Understanding(writer.write());
  }

  /**
   * The skills a text may be meant for, the best first; empty when it is not understood, or when it
   * is unclear which is meant: a wrong action is worse than none.
   *
   * @param text what was said or typed
   * @param spoken whether words may be misheard, rather than mistyped
   */
  public List<Candidate<Skill>> candidates(String text, boolean spoken) {
    List<Candidate<Skill>> candidates = book.candidates(Words.of(text), spoken);
    if (candidates.size() < 2 || candidates.getFirst().match().exact()) {
      return candidates;
    }
    double margin = candidates.get(1).match().error() - candidates.getFirst().match().error();
    return margin < CLEAR_MARGIN ? List.of() : candidates;
  }

  /**
   * Whether a text is a whole command, word for word, so that nothing more needs to be waited for.
   * Cheap enough to ask for every partial transcript.
   *
   * @param text recognised so far
   */
  public boolean isWholeCommand(String text) {
    return book.isWhole(text);
  }

  /** A JSGF grammar of all phrases. */
  String jsgf() {
    return book.jsgf();
  }

  /** Example sentences of all phrases. */
  List<String> sentences() {
    return book.sentences();
  }
}
