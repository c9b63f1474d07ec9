package coda.voice.client.cli;

import static coda.voice.client.ClientError.TALK_NO_FILE;
import static coda.voice.client.ClientError.TALK_NO_REPLY;

import coda.voice.VoiceException;
import coda.voice.client.ClientError;
import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.ReconnectPolicy;
import coda.voice.client.Trust;
import coda.voice.client.audio.AudioSource;
import coda.voice.client.audio.DeviceSource;
import coda.voice.client.audio.RecordedSource;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.Outcome;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A client on the command line: speaks to a server and shows and saves what it answers. */
@Command(
    name = "talk",
    sortOptions = false,
    description = {
      "Talk to a running server: stream a recording in real time (or the microphone, or a typed"
          + " line), show the words of both sides as they come and where the time went, and save"
          + " the reply."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server answered",
      "1:it answered, but the reply failed; or the sound could not be saved or played",
      "2:wrong usage, no such file, or no WAV file",
      "5:no server at the address, or the connection was lost",
      "6:the server refused: authentication, a limit, or the protocol",
      "7:no reply within the time"
    },
    footer = {
      "",
      "Examples:",
      "  coda talk question.wav -o answer.wav",
      "  coda talk --text \"what time is it\" --play",
      "  coda talk --mic --play --mode hybrid"
    })
public final class TalkCommand implements Callable<Integer> {
  /** The server answered. */
  public static final int ANSWERED = 0;

  /** The reply failed, or a device or file did. */
  public static final int FAILED = 1;

  /** Wrong usage, or an unusable recording. */
  public static final int USAGE = 2;

  /** No server, or no longer. */
  public static final int NO_SERVER = 5;

  /** The server refused. */
  public static final int REFUSED = 6;

  /** Nothing came in time. */
  public static final int NO_REPLY = 7;

  @Spec private CommandSpec spec;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @ArgGroup(multiplicity = "1")
  private Input input = new Input();

  /** What is said; exactly one of them. */
  static final class Input {
    @Parameters(paramLabel = "FILE.wav", description = "A recording, streamed in real time.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--mic", description = "This machine's microphone, until Enter or Ctrl-C.")
    private boolean mic;

    @Option(names = "--text", paramLabel = "TEXT", description = "A typed line.")
    private Optional<String> text = Optional.empty();
  }

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "ws://127.0.0.1:8765/ws/voice",
      description = "The server; default: ${DEFAULT-VALUE}.")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:CODA_TOKEN}",
      description = "A token or key that says who you are; default: $$CODA_TOKEN.")
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that holds it, so that it stands on no command line.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE.pem",
      description =
          "Certificates to trust with wss:// instead of those the JDK knows: an authority's, or the"
              + " server's own.")
  private Optional<Path> ca = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      description = "Who answers: traditional, moshi_only, hybrid, adaptive.")
  private Optional<Mode> mode = Optional.empty();

  @Option(names = "--voice", paramLabel = "NAME", description = "A voice of the server.")
  private Optional<String> voice = Optional.empty();

  @Option(
      names = "--encoding",
      paramLabel = "HOW",
      defaultValue = "binary",
      converter = EncodingConverter.class,
      description = "How audio travels: binary, base64, hex; default: ${DEFAULT-VALUE}.")
  private AudioEncoding encoding;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.wav",
      defaultValue = "reply.wav",
      description = "Where the reply's sound is saved; default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(names = "--play", description = "Play the reply on this machine, too.")
  private boolean play;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "After the input's end, how long to wait without any news from the server; default:"
              + " ${DEFAULT-VALUE}.")
  private double timeout;

  @Option(names = "--json", description = "Print one JSON object per line, for programs.")
  private boolean json;

  /** Lower-case names of an enum. */
  static final class ModeConverter implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String value) {
      return Mode.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  /** Lower-case names of an enum. */
  static final class EncodingConverter implements ITypeConverter<AudioEncoding> {
    @Override
    public AudioEncoding convert(String value) {
      return AudioEncoding.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TalkPrinter printer =
        json
            ? new JsonPrinter(out, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))
            : new HumanPrinter(out, spec.commandLine().getErr(), isTerminal());
    ClientOptions options = options();
    Optional<AudioSource> source;
    try {
      source = source();
    } catch (VoiceException e) {
      printer.failed(e.code(), e.safeMessage());
      return input.mic ? FAILED : USAGE;
    }
    try {
      return talk(options, source, printer);
    } catch (VoiceException e) {
      printer.failed(e.code(), explain(e));
      return exitCode(e);
    } finally {
      source.ifPresent(AudioSource::close);
    }
  }

  private int talk(ClientOptions options, Optional<AudioSource> source, TalkPrinter printer) {
    Talk talk =
        new Talk(
            new Talk.Plan(
                options,
                source,
                input.text,
                mode,
                voice,
                encoding,
                output,
                play,
                Duration.ofMillis(Math.round(timeout * 1000))),
            printer);
    Optional<Outcome> outcome = input.mic ? untilStopped(talk) : talk.run();
    if (outcome.isEmpty()) {
      printer.failed(TALK_NO_REPLY.code(), "The server did not answer");
      return NO_REPLY;
    }
    return outcome.get() == Outcome.FAILED ? FAILED : ANSWERED;
  }

  private static Optional<Outcome> untilStopped(Talk talk) {
    Thread talking = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              talk.stop();
              try {
                talking.join(Duration.ofSeconds(5));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    Thread.ofPlatform().daemon().start(() -> stopAtEnter(talk));
    Optional<Outcome> outcome = talk.run();
    // A hook that runs already cannot be removed; then the machine ends anyway.
    if (talking.isAlive() && !hook.isAlive()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return outcome;
  }

  private static void stopAtEnter(Talk talk) {
    try {
      int next = System.in.read();
      while (next >= 0 && next != '\n') {
        next = System.in.read();
      }
      if (next == '\n') {
        talk.stop();
      }
    } catch (IOException e) {
      // No keyboard: Ctrl-C remains.
    }
  }

  private ClientOptions options() {
    if (!(timeout > 0 && timeout <= 86_400)) {
      throw new ParameterException(
          spec.commandLine(), "--timeout is " + timeout + ", not 0 to 86400 seconds");
    }
    try {
      ClientOptions.Builder builder =
          ClientOptions.to(url).reconnect(new ReconnectPolicy(250, 10_000, 4, 0.5));
      shown().ifPresent(builder::token);
      ca.map(Trust::in).ifPresent(builder::trust);
      return builder.build();
    } catch (ClientException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A file that is named wins over a variable that is merely set. */
  private Optional<String> shown() {
    if (tokenFile.isEmpty()) {
      return token.map(String::strip).filter(text -> !text.isEmpty());
    }
    try {
      return Optional.of(Files.readString(tokenFile.get()).strip());
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--token-file " + tokenFile.get() + " cannot be read", e);
    }
  }

  private Optional<AudioSource> source() {
    if (input.mic) {
      return Optional.of(new DeviceSource(Talk.SAMPLE_RATE));
    }
    return input.file.map(
        file -> {
          if (!Files.isRegularFile(file)) {
            throw new VoiceException(TALK_NO_FILE, "There is no file " + file);
          }
          try {
            return RecordedSource.ofWav(file, Talk.SAMPLE_RATE);
          } catch (VoiceException e) {
            String why = file + " cannot be used: " + e.safeMessage();
            throw new VoiceException(e.error(), why, why, e);
          }
        });
  }

  private String explain(VoiceException e) {
    return switch (e.error()) {
      case ClientError.CLIENT_UNREACHABLE ->
          "No server at " + url + ": start one with ./coda run, or give --url";
      case ClientError.CLIENT_UNTRUSTED -> e.safeMessage() + "; --ca FILE.pem says whom to trust";
      case ClientError.CLIENT_AUTHENTICATION -> e.safeMessage() + "; give --token or --token-file";
      default -> e.safeMessage();
    };
  }

  private static int exitCode(VoiceException e) {
    return switch (e.error()) {
      case ClientError.CLIENT_UNREACHABLE,
          ClientError.CLIENT_CONNECTION_LOST,
          ClientError.CLIENT_CLOSED,
          ClientError.CLIENT_TIMEOUT ->
          NO_SERVER;
      default -> e.code().startsWith("AUDIO_") ? FAILED : REFUSED;
    };
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
