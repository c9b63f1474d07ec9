package coda.voice.server.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What one client, and all together, may use.
 *
 * @param connections open at once
 * @param connectionsPerAddress open at once from one address
 * @param textBytes of one text message
 * @param binaryBytes of one binary message
 * @param realtimeBytes of one message of the Realtime protocol
 * @param uploadBytes of one recording that is uploaded
 * @param handshakeMs until a connection has become a WebSocket
 * @param pingMs between two pings
 * @param pongMs until a ping is answered
 * @param inactivityMs without any message
 * @param controlMessages in one window
 * @param controlWindowMs the window
 * @param audioSpeed microphone audio in multiples of real time
 * @param audioBurstMs microphone audio that may come at once
 * @param turnAudioMs microphone audio of one turn
 * @param slowClientMs a client that takes nothing is let go after this
 * @param conversations conversations going on at once
 * @param sockets tCP connections open at once, whatever is spoken on them
 * @param messageMs how long a message may take from its first byte to its last, in ms
 * @param connectionMs how long a connection may last, in ms
 * @param conversationMs how long a conversation may last, in ms
 * @param framesPerSecond webSocket frames of any kind on one connection
 * @param perMinute how often somebody may come new
 * @param user what one user may have at once
 * @param tenant what all users of one tenant may have together
 * @param address what may come from one address
 */
public record LimitsConfig(
    @Setting(
            value = "100",
            about = "Connections open at once; one more is closed with 1013.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int connections,
    @Setting(
            value = "20",
            about = "Connections open at once from one address.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int connectionsPerAddress,
    @Setting(
            value = "10485760",
            about = "Bytes of one text message; a larger one closes with 1009.")
        @Min(1_024) @Max(104_857_600) int textBytes,
    @Setting(
            value = "1048576",
            about = "Bytes of one binary message; a larger one closes with 1009.")
        @Min(1_024) @Max(104_857_600) int binaryBytes,
    @Setting(
            value = "23068672",
            about =
                "Bytes of one message of the Realtime protocol, whose audio is text; a larger one"
                    + " closes with 1009.")
        @Min(1_024) @Max(104_857_600) int realtimeBytes,
    @Setting(
            value = "26214400",
            about = "Bytes of one recording that is uploaded to be transcribed.",
            applies = Applies.NOW)
        @Min(1_024) @Max(104_857_600) int uploadBytes,
    @Setting(
            value = "10000",
            about = "How long a new connection may take to become a WebSocket, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(100) @Max(600_000) int handshakeMs,
    @Setting(
            value = "30000",
            about = "Time between two pings to a client, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(100) @Max(3_600_000) int pingMs,
    @Setting(
            value = "10000",
            about = "How long a client may take to answer a ping, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(100) @Max(600_000) int pongMs,
    @Setting(
            value = "300000",
            about = "A connection without any message for so long is closed, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1_000) @Max(86_400_000) int inactivityMs,
    @Setting(
            value = "100",
            about = "Messages other than audio in one window; more are answered PROTOCOL_RATE.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int controlMessages,
    @Setting(value = "60000", about = "That window, in ms.", applies = Applies.NEXT_CONNECTION)
        @Min(1_000) @Max(3_600_000) int controlWindowMs,
    @Setting(
            value = "4",
            about = "How fast microphone audio may come, in multiples of real time.",
            applies = Applies.NEXT_CONNECTION)
        @DecimalMin("1") @DecimalMax("1000") double audioSpeed,
    @Setting(
            value = "30000",
            about = "Microphone audio that may come at once beyond that, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1_000) @Max(3_600_000) int audioBurstMs,
    @Setting(
            value = "300000",
            about = "Microphone audio of one turn, and of one message, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1_000) @Max(3_600_000) int turnAudioMs,
    @Setting(
            value = "10000",
            about = "A client that takes no more data for so long is closed with 4002, in ms.",
            applies = Applies.NEXT_CONNECTION)
        @Min(100) @Max(600_000) int slowClientMs,
    @Setting(
            value = "100",
            about = "Conversations going on at once; one more is answered LIMIT_CONVERSATIONS.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int conversations,
    @Setting(
            value = "1000",
            about = "TCP connections open at once, whatever is spoken on them; one more is cut.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int sockets,
    @Setting(
            value = "30000",
            about =
                "How long a message may take from its first byte to its last, in ms; a slower one closes with 1008.",
            applies = Applies.NEXT_CONNECTION)
        @Min(100) @Max(600_000) int messageMs,
    @Setting(
            value = "14400000",
            about = "How long a connection may last, in ms; the client is told a minute before.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1000) @Max(604_800_000) int connectionMs,
    @Setting(
            value = "14400000",
            about = "How long a conversation may last, in ms; it ends after its reply.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1000) @Max(604_800_000) int conversationMs,
    @Setting(
            value = "500",
            about =
                "WebSocket frames of any kind on one connection; 20 s of them may come at once, more close with 1008.",
            applies = Applies.NEXT_CONNECTION)
        @Min(10) @Max(100_000) int framesPerSecond,
    ArrivalLimitsConfig perMinute,
    UserLimitsConfig user,
    TenantLimitsConfig tenant,
    AddressLimitsConfig address) {}
