package coda.voice.testkit.play;

import coda.voice.conversation.TurnManners;
import coda.voice.conversation.TurnSettings;
import coda.voice.testkit.scenario.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Turn-taking with single settings changed, by the names of their components. */
final class Settings {
  private static final RecordComponent[] COMPONENTS = TurnSettings.class.getRecordComponents();

  private Settings() {}

  /** The settings after a change, or nothing when it changes something else. */
  static Optional<TurnSettings> changed(TurnSettings from, Setting setting) {
    return switch (setting) {
      case Setting.Time s -> Optional.of(with(from, s.what().component(), (int) s.ms()));
      case Setting.InterruptionWords s -> Optional.of(with(from, "interruptionWords", s.words()));
      case Setting.Speculation s -> Optional.of(with(from, "speculation", s.on()));
      case Setting.SpeechThreshold s -> Optional.of(with(from, "speechThreshold", s.share()));
      case Setting.Answering s ->
          Optional.of(from.withManners(new TurnManners(s.on(), from.manners().yielding())));
      case Setting.Yields s ->
          Optional.of(from.withManners(new TurnManners(from.manners().answers(), s.how())));
      default -> Optional.empty();
    };
  }

  private static TurnSettings with(TurnSettings from, String component, Object value) {
    try {
      Object[] values = new Object[COMPONENTS.length];
      boolean found = false;
      for (int i = 0; i < values.length; i++) {
        boolean wanted = COMPONENTS[i].getName().equals(component);
        found |= wanted;
        values[i] = wanted ? value : COMPONENTS[i].getAccessor().invoke(from);
      }
      if (!found) {
        throw new IllegalStateException("turn-taking has no setting " + component);
      }
      Class<?>[] types =
          Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<TurnSettings> constructor = TurnSettings.class.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("turn-taking cannot be set", e);
    }
  }
}
