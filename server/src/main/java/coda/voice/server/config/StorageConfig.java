package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * What is kept of conversations, and where.
 *
 * @param enabled whether conversations are stored at all
 * @param url which database; empty for a file in the folder, {@code memory} for one that ends with
 *     the server
 * @param user of PostgreSQL
 * @param password of PostgreSQL; a secret
 * @param folder where the file is; relative to where the server was started
 * @param connections to the database at most
 * @param timeoutMs how long the database may take
 * @param waitingTurns how many turns may wait to be stored
 * @param loadMs how long a conversation waits for what was said before
 * @param retentionDays after how many days without a word a conversation is deleted
 */
public record StorageConfig(
    @Setting(
            value = "true",
            about = "Whether conversations are stored; see [storage](storage.md) for what and why.")
        boolean enabled,
    @Setting(
            value = "",
            about =
                "Database: jdbc:postgresql://HOST/NAME, or memory for one that ends with the server;"
                    + " empty is a file in the folder.")
        @Pattern(
            regexp = "|memory|jdbc:postgresql:\\S+",
            message = "empty, memory or jdbc:postgresql://HOST/NAME")
        String url,
    @Setting(value = "", about = "User of the PostgreSQL database.") String user,
    @Setting(value = "", about = "Password of that user.") Secret password,
    @Setting(
            value = "data",
            about = "Folder for the file; created when it is not there. One server each.")
        @NotBlank String folder,
    @Setting(value = "4", about = "Connections to the database at most.") @Min(1) @Max(100) int connections,
    @Setting(
            value = "5000",
            about = "How long a connection or a statement of the database may take, in ms.")
        @Min(250) @Max(60_000) int timeoutMs,
    @Setting(
            value = "10000",
            about =
                "Turns that may wait to be stored while the database is slow or gone; one more is"
                    + " dropped and counted.")
        @Min(1) @Max(1_000_000) int waitingTurns,
    @Setting(
            value = "1000",
            about =
                "How long a conversation that goes on waits for what was said before, in ms; then it"
                    + " begins without.")
        @Min(10) @Max(30_000) int loadMs,
    @Setting(
            value = "90",
            about =
                "Days after which a conversation in which nothing was said is deleted; 0 for never.")
        @Min(0) @Max(36_500) int retentionDays) {}
