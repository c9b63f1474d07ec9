package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engines.local.phrases.PhraseBook.Candidate;
import coda.voice.engines.local.skills.Heard;
import coda.voice.engines.local.skills.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnderstandingTest {
  private final Understanding understanding = Understanding.ofAllSkills();

  @Test
  void shouldUnderstandWhatIsTyped() {
    assertThat(wrong("paraphrases.txt", false)).isEmpty();
  }

  @Test
  void shouldUnderstandWhatIsSpoken() {
    assertThat(wrong("paraphrases.txt", true)).isEmpty();
  }

  @Test
  void shouldTolerateRecognitionErrors() {
    assertThat(wrong("misheard.txt", true)).isEmpty();
  }

  @Test
  void shouldTolerateSlipsOfTheFinger() {
    assertThat(wrong("mistyped.txt", false)).isEmpty();
  }

  @Test
  void shouldNotActOnTypedTextThatNoSkillAnswers() {
    assertThat(wrong("not-for-us.txt", false)).isEmpty();
  }

  @Test
  void shouldNotActOnSpokenTextThatNoSkillAnswers() {
    assertThat(wrong("not-for-us.txt", true)).isEmpty();
  }

  @Test
  void shouldNotActOnOrdinaryTalk() {
    List<String> acted = new ArrayList<>();
    for (String sentence : EverydaySpeech.sentences()) {
      String skill = skill(sentence, true);
      if (!skill.equals("none")) {
        acted.add(skill + " <- " + sentence);
      }
    }
    assertThat(acted).isEmpty();
  }

  private List<String> wrong(String resource, boolean spoken) {
    List<String> wrong = new ArrayList<>();
    for (Paraphrases line : Paraphrases.in(resource)) {
      String skill = skill(line.text(), spoken);
      if (!skill.equals(line.skill())) {
        wrong.add(line.skill() + " but " + skill + " <- " + line.text());
      }
    }
    return wrong;
  }

  private String skill(String text, boolean spoken) {
    AnswerRequest request = new AnswerRequest(text, List.of(), spoken);
    DialogueContext context = new DialogueContext(new TestScope(), new Random(1));
    for (Candidate<Skill> candidate : understanding.candidates(request.text(), spoken)) {
      if (candidate.owner().takes(new Heard(text, spoken, candidate.match()), context)) {
        return candidate.owner().name();
      }
    }
    return "none";
  }
}
