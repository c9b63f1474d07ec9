package coda.voice.server.errors;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;
import coda.voice.ErrorFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The page {@code docs/errors.md}, from the catalogue. */
final class ErrorDocument {
  private static final String HEAD =
      """
      # Errors

      <!-- Written by ErrorDocumentTest from the enums that implement ErrorCode: change those, then
           ./mvnw -q -pl server -am test -Dtest=ErrorDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Derrors.table.write=true -->

      Every error has a code that stays, words for the client that name no class, path or host of the server, and a `reference`: the
      line of the server's log with the same reference in square brackets has the words for the operator. In the log:

      ```
      grep -F '[5f1c09ab]' coda.log
      ```

      *Again* says whether the same may succeed later without a change. *HTTP* is the status of an answer over HTTP, *close* the close code where
      the error ends a WebSocket. *Was* names what the earlier system called it; of the families MODEL, VRAM, PROC, CONFIG, RES and COMP only
      the family is known. Its INTEG_001 and INTEG_002 (memory, personality) have no counterpart here.
      """;

  private ErrorDocument() {}

  static String write(List<ErrorCode> codes) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD.strip());
    for (ErrorFamily family : ErrorFamily.values()) {
      List<ErrorCode> members = codes.stream().filter(it -> it.facts().family() == family).toList();
      if (!members.isEmpty()) {
        lines.add("\n## " + family.title() + "\n");
        lines.add("| code | what happened | a client | an operator | again | HTTP | close | was |");
        lines.add("|---|---|---|---|---|---|---|---|");
        members.forEach(it -> lines.add(row(it)));
      }
    }
    lines.add("\n## The codes of the earlier system\n");
    lines.add("| was | is |");
    lines.add("|---|---|");
    TreeMap<String, List<String>> old = new TreeMap<>();
    for (ErrorCode code : codes) {
      old(code.facts())
          .forEach(was -> old.computeIfAbsent(was, _ -> new ArrayList<>()).add(quoted(code)));
    }
    old.forEach((was, is) -> lines.add("| " + was + " | " + String.join(", ", is) + " |"));
    return String.join("\n", lines) + "\n";
  }

  /** The codes of the earlier system that one stands for. */
  static List<String> old(ErrorFacts facts) {
    return facts.old().isEmpty() ? List.of() : List.of(facts.old().split(", "));
  }

  private static String row(ErrorCode code) {
    ErrorFacts facts = code.facts();
    return "| %s | %s | %s | %s | %s | %d | %s | %s |"
        .formatted(
            quoted(code),
            facts.meaning(),
            orDash(facts.client()),
            orDash(facts.operator()),
            facts.retry() ? "yes" : "no",
            facts.http(),
            facts.close() == 0 ? "–" : String.valueOf(facts.close()),
            orDash(facts.old()));
  }

  private static String quoted(ErrorCode code) {
    return "`" + code.code() + "`";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
