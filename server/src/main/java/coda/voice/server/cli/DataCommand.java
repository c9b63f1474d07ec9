package coda.voice.server.cli;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredConversation;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.Storage;
import coda.voice.server.data.ConversationJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is stored of one user: to list, to export, to delete. */
@Command(
    name = "data",
    description = {
      "List, export or delete what is stored of a user's conversations.",
      "list     one line for each conversation",
      "export   everything, one JSON object for each conversation and line",
      "delete   everything, for good"
    },
    footer = {
      "",
      "A server that keeps its conversations in a file has it open; stop it first, or use its REST interface.",
      "",
      "Examples:",
      "  coda data list --user anna",
      "  coda data export --user anna --tenant acme > anna.jsonl",
      "  coda data delete --user anna"
    })
final class DataCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Parameters(paramLabel = "ACTION", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Option(
      names = "--user",
      required = true,
      paramLabel = "NAME",
      description = "Whose conversations.")
  private String user;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = Owner.DEFAULT_TENANT,
      description = "The organisation they belong to; without it, ${DEFAULT-VALUE}.")
  private String tenant;

  /** What is done. */
  @SuppressWarnings("JavaLangClash")
  enum Action {
    list,
    export,
    delete
  }

  /**
   * The command.
   *
   * @param engines finds the engines, which the configuration names
   */
  DataCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Owner owner = new Owner(tenant, user);
    try (ConversationStore store =
        Storage.database(config.load(engines.get(), List.of()).storage())) {
      switch (action) {
        case list -> list(store, owner);
        case export -> export(store, owner);
        case delete -> delete(store, owner);
      }
    }
    return 0;
  }

  private void list(ConversationStore store, Owner owner) {
    PrintWriter out = spec.commandLine().getOut();
    int count = 0;
    List<StoredConversation> page;
    do {
      page = store.conversations(owner, count, PAGE);
      page.forEach(
          each ->
              out.printf(
                  "%s  %s  %d turns, last %s%n",
                  each.id(), each.beganAt(), each.turns(), each.changedAt()));
      count += page.size();
    } while (page.size() == PAGE);
    out.printf("%d conversations of %s/%s%n", count, owner.tenant(), owner.user());
  }

  private void export(ConversationStore store, Owner owner) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    PrintWriter out = spec.commandLine().getOut();
    int count = 0;
    List<StoredConversation> page;
    do {
      page = store.conversations(owner, count, PAGE);
      for (StoredConversation each : page) {
        Map<String, Object> whole = new LinkedHashMap<>(ConversationJson.of(each));
        whole.put("turns", turns(store, each));
        out.println(json.writeValueAsString(whole));
      }
      count += page.size();
      progress(count, "exported");
    } while (page.size() == PAGE);
    out.flush();
  }

  private static List<Map<String, Object>> turns(ConversationStore store, StoredConversation of) {
    List<Map<String, Object>> turns = new ArrayList<>();
    List<SittingTurn> page;
    do {
      page = store.turns(of.id(), turns.size(), PAGE);
      page.forEach(each -> turns.add(ConversationJson.of(each.turn())));
    } while (page.size() == PAGE);
    return turns;
  }

  private void delete(ConversationStore store, Owner owner) {
    int count = 0;
    int some;
    do {
      some = store.deleteUser(owner, PAGE);
      count += some;
      progress(count, "deleted");
    } while (some > 0);
    spec.commandLine()
        .getOut()
        .printf("Deleted %d conversations of %s/%s%n", count, owner.tenant(), owner.user());
  }

  /** Long work shows that it goes on; beside the result, which may go into a file. */
  private void progress(int count, String done) {
    if (count > 0 && count % (10 * PAGE) == 0) {
      spec.commandLine().getErr().printf("%d conversations %s%n", count, done);
    }
  }
}
