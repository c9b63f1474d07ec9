package coda.voice.engines.language.chat;

import static coda.voice.engine.EngineError.ENGINE_UNAUTHORIZED;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A language model somewhere else. */
public final class ChatLanguageModel implements LanguageModel {
  private static final Logger LOG = LoggerFactory.getLogger(ChatLanguageModel.class);

  private final String name;
  private final Upstream upstream;
  private final ChatSettings settings;
  private final Capacity capacity;
  private final Deadlines deadlines;
  private final ModelParts parts;
  private final Set<ChatDialogue> dialogues = ConcurrentHashMap.newKeySet();
  private final ChatDialogue.Home home = new Home();

  private volatile @Nullable ModelFacts facts;
  private volatile Health health = Health.STARTING;

  /**
   * A model that is not warm yet.
   *
   * @param name of the engine
   * @param upstream where it runs; closed with the engine
   * @param settings how it answers
   * @param context has the threads
   */
  public ChatLanguageModel(
      String name, Upstream upstream, ChatSettings settings, EngineContext context) {
    this.name = name;
    this.upstream = upstream;
    this.settings = settings;
    this.capacity = new Capacity(name, settings.permits());
    this.deadlines = new Deadlines(context.blocking());
    Failures failures = new Failures(name, upstream.address(), upstream.remedy());
    this.parts =
        new ModelParts(
            settings,
            upstream,
            new AnswerPermits(capacity, Duration.ofMillis(settings.queueMs())),
            failures,
            deadlines,
            new Prompter(upstream, settings, failures),
            context.blocking());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void warmUp() {
    ModelFacts found = upstream.find();
    LOG.info(
        "The language model '{}' answers with '{}' at {}: context window {} tokens, {} tools",
        name,
        found.model(),
        upstream.address(),
        found.contextTokens(),
        found.tools() ? "with" : "without");
    if (found.contextTokens() <= 2 * settings.maxTokens()) {
      throw parts
          .failures()
          .failed(
              "max_tokens (%d) leaves no room for the conversation in a context window of %d tokens"
                  .formatted(settings.maxTokens(), found.contextTokens()));
    }
    upstream.load(found);
    firstAnswer(found);
    facts = found;
    health = Health.READY;
  }

  private void firstAnswer(ModelFacts found) {
    CompletableFuture<ChatResponse> answered = new CompletableFuture<>();
    Round round =
        parts.round(
            new Round.Patience(settings.loadMs(), settings.loadMs(), true), new First(answered));
    round.start(parts.prompter().first(found));
    try {
      answered.join();
    } catch (CompletionException e) {
      throw parts.failures().of(e);
    } finally {
      round.abort();
    }
  }

  @Override
  public Dialogue open(DialogueScope scope) {
    ChatDialogue dialogue = new ChatDialogue(parts, home, scope);
    dialogues.add(dialogue);
    return dialogue;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {
    dialogues.forEach(ChatDialogue::closing);
    deadlines.close();
    upstream.close();
    health = Health.down("closed");
  }

  /** The engine, as its dialogues see it. */
  private final class Home implements ChatDialogue.Home {
    @Override
    public ModelFacts facts() {
      ModelFacts known = facts;
      if (known == null) {
        known = upstream.find();
        facts = known;
      }
      return known;
    }

    @Override
    public void worked() {
      if (health.state() == Health.State.DEGRADED || health.state() == Health.State.STARTING) {
        LOG.info("The language model '{}' is back", name);
        health = Health.READY;
      }
    }

    /** Not down: whether it is back shows only when it is asked again. */
    @Override
    public void failed(EngineException failure) {
      boolean gone = failure.is(ENGINE_UNAVAILABLE) || failure.is(ENGINE_UNAUTHORIZED);
      if (gone && health.state() == Health.State.READY) {
        LOG.warn("The language model '{}' is gone: {}", name, failure.getMessage());
        health = new Health(Health.State.DEGRADED, String.valueOf(failure.getMessage()));
      }
    }

    @Override
    public void closed(ChatDialogue dialogue) {
      dialogues.remove(dialogue);
    }
  }

  /** The first answer of all, which nobody hears. */
  private record First(CompletableFuture<ChatResponse> answered) implements Round.Listener {
    @Override
    public void text(String text) {}

    @Override
    public void complete(ChatResponse response, boolean thought) {
      answered.complete(response);
    }

    @Override
    public void failed(EngineException failure) {
      answered.completeExceptionally(failure);
    }
  }
}
