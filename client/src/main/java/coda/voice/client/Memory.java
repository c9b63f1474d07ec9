package coda.voice.client;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import java.util.Optional;

/**
 * What a new connection must open again.
 *
 * @param conversation with the id the server gave it
 * @param voice as it was asked for
 */
record Memory(Optional<ConversationStart> conversation, Optional<VoiceStart> voice) {
  static final Memory NOTHING = new Memory(Optional.empty(), Optional.empty());

  Memory with(ConversationStart start, String conversationId) {
    return new Memory(
        Optional.of(
            new ConversationStart(
                Optional.of(conversationId),
                start.profile(),
                start.mode(),
                start.language(),
                start.voice(),
                start.history())),
        Optional.empty());
  }

  Memory with(VoiceStart start) {
    return new Memory(conversation, Optional.of(start));
  }

  Memory withoutVoice() {
    return new Memory(conversation, Optional.empty());
  }

  /** What was changed since, so that it holds after a reconnection, too. */
  Memory with(ClientMessage.Configure change) {
    return new Memory(
        conversation.map(
            start ->
                new ConversationStart(
                    start.conversationId(),
                    start.profile(),
                    change.mode().or(start::mode),
                    change.language().or(start::language),
                    change.voice().or(start::voice),
                    start.history())),
        voice.map(start -> new VoiceStart(change.mode().or(start::mode), start.audioConfig())));
  }
}
