package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_FORM_INVALID;
import static coda.voice.gateway.speech.SpeechError.SPEECH_MEDIA_TYPE;
import static coda.voice.gateway.speech.SpeechError.SPEECH_UPLOADS_FULL;
import static coda.voice.gateway.speech.SpeechError.SPEECH_UPLOAD_TOO_LARGE;

import coda.voice.gateway.http.RequestPatience;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * Reads a form with one file ({@code multipart/form-data}, RFC 7578) into memory, within a limit
 * for the request and one for all of them together. On the event loop of the request.
 */
final class Upload {
  private static final String FILE = "file";

  /** What a form has beside its file: other fields, and lines between them. */
  private static final int AROUND_BYTES = 65_536;

  private final RoutingContext context;
  private final Work work;
  private final int limit;
  private final UploadRoom room;
  private final Handler<Form> then;
  private final Buffer file = Buffer.buffer();
  private long received;
  private boolean found;
  private boolean whole;
  private boolean over;

  /**
   * A form that was read.
   *
   * @param fields what it says beside the file
   * @param file the file's bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Form(MultiMap fields, byte[] file) {}

  private Upload(
      RoutingContext context, Work work, int limit, UploadRoom room, Handler<Form> then) {
    this.context = context;
    this.work = work;
    this.limit = limit;
    this.room = room;
    this.then = then;
  }

  /**
   * Reads the form of a request; if that is not possible, the work fails.
   *
   * @param context of the request; its body was not read
   * @param work holds the bytes
   * @param limit bytes that the file may have
   * @param room where its bytes are counted
   * @param then told when all of it is there
   * @throws SpeechException when the head of the request already says that it cannot be read
   */
  static void read(
      RoutingContext context, Work work, int limit, UploadRoom room, Handler<Form> then) {
    HttpServerRequest request = context.request();
    check(request, limit);
    Upload upload = new Upload(context, work, limit, room, then);
    request.setExpectMultipart(true);
    request.exceptionHandler(upload::broken);
    request.uploadHandler(upload::part);
    request.handler(upload::count);
    request.endHandler(end -> upload.complete());
    RequestPatience.of(context).longBody();
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      var unused = context.response().writeContinue();
    }
  }

  private static void check(HttpServerRequest request, int limit) {
    String type = request.getHeader("content-type");
    String coding = request.getHeader("content-encoding");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new SpeechException(
          SPEECH_MEDIA_TYPE, "", "Send multipart/form-data with the recording as file");
    }
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw new SpeechException(SPEECH_MEDIA_TYPE, "", "Send the form without content-encoding");
    }
    String length = request.getHeader("content-length");
    // One that is no number does not come through HTTP's own checks.
    if (length != null && Long.parseLong(length) > (long) limit + AROUND_BYTES) {
      throw tooLarge(limit);
    }
  }

  private static SpeechException tooLarge(int limit) {
    return new SpeechException(
        SPEECH_UPLOAD_TOO_LARGE,
        FILE,
        "Maximum content size limit (%d bytes) exceeded".formatted(limit));
  }

  private void part(HttpServerFileUpload part) {
    part.exceptionHandler(this::broken);
    if (!FILE.equals(part.name()) || found) {
      fail(new SpeechException(SPEECH_FORM_INVALID, FILE, "The form has one file, named file"));
      return;
    }
    found = true;
    part.handler(this::keep);
    part.endHandler(end -> whole = true);
  }

  private void count(Buffer raw) {
    received += raw.length();
    if (received > (long) limit + AROUND_BYTES) {
      fail(tooLarge(limit));
    }
  }

  private void keep(Buffer more) {
    if (over) {
      return;
    }
    int length = more.length();
    if (file.length() + length > limit) {
      fail(tooLarge(limit));
    } else if (room.take(length)) {
      work.holdings().add(() -> room.give(length));
      file.appendBuffer(more);
    } else {
      fail(
          new SpeechException(
              SPEECH_UPLOADS_FULL, "", "Too many recordings are being uploaded; try again later"));
    }
  }

  private void broken(Throwable cause) {
    fail(
        cause instanceof HttpClosedException
            ? cause
            : new SpeechException(SPEECH_FORM_INVALID, "", "The form cannot be read"));
  }

  private void fail(Throwable cause) {
    if (!over) {
      over = true;
      work.fail(cause);
    }
  }

  private void complete() {
    if (over) {
      return;
    }
    over = true;
    if (!found) {
      work.fail(SpeechException.missing(FILE));
      return;
    }
    if (!whole) {
      work.fail(new SpeechException(SPEECH_FORM_INVALID, FILE, "The form ends within its file"));
      return;
    }
    try {
      then.handle(new Form(context.request().formAttributes(), file.getBytes()));
    } catch (RuntimeException e) {
      work.fail(e);
    }
  }
}
