package coda.voice.audio;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.AUDIO;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with sound. */
public enum AudioError implements ErrorCode {
  AUDIO_FORMAT_INVALID(
      in(AUDIO, "The description of the sound contradicts itself or the sound")
          .was("AUDIO_001")
          .client("Say what the sound really is")
          .http(400)),
  AUDIO_FORMAT_UNSUPPORTED(
      in(AUDIO, "The sound is of a kind that is not read")
          .was("AUDIO_001, AUDIO_004")
          .client("Send 16-bit PCM, G.711, Opus, or a WAV, MP3, M4A or FLAC file")
          .http(415)),
  AUDIO_RATE_UNSUPPORTED(
      in(AUDIO, "The sample rate is not one of those that are allowed")
          .was("AUDIO_001")
          .client("Use a rate that the message names")
          .http(415)),
  AUDIO_TOO_LONG(
      in(AUDIO, "The sound lasts longer than is allowed")
          .was("AUDIO_002")
          .client("Send less at once")
          .operator("Raise the limit if users need it")
          .http(413)),
  AUDIO_TOO_LARGE(
      in(AUDIO, "The file has more bytes or samples than is allowed")
          .was("AUDIO_002")
          .client("Send a smaller file")
          .http(413)),
  AUDIO_HALF_SAMPLE(
      in(AUDIO, "The sound ends in the middle of a sample; the rest was heard")
          .was("AUDIO_003")
          .client("Send whole samples")
          .http(400)),
  AUDIO_TRUNCATED(
      in(AUDIO, "The sound is cut off").was("AUDIO_003").client("Send all of it").http(400)),
  AUDIO_WAV_NOT_RIFF(
      in(AUDIO, "It is called a WAV file and is none")
          .was("AUDIO_001, AUDIO_003")
          .client("Say what the sound really is")
          .http(415)),
  AUDIO_WAV_NO_FORMAT(
      in(AUDIO, "The WAV file does not say what it holds")
          .was("AUDIO_003")
          .client("Write a format chunk before the samples")
          .http(400)),
  AUDIO_WAV_NO_DATA(
      in(AUDIO, "The WAV file has no samples")
          .was("AUDIO_003")
          .client("Write a data chunk")
          .http(400)),
  AUDIO_OGG_INVALID(
      in(AUDIO, "The Ogg pages are damaged or lie")
          .was("AUDIO_003")
          .client("Send what an Ogg writer wrote, unchanged")
          .http(400)),
  AUDIO_WEBM_INVALID(
      in(AUDIO, "The WebM file is damaged or lies")
          .was("AUDIO_003")
          .client("Send what a browser recorded, unchanged")
          .http(400)),
  AUDIO_MP3_INVALID(
      in(AUDIO, "The MP3 file is damaged or lies")
          .was("AUDIO_003")
          .client("Send what an MP3 encoder wrote, unchanged")
          .http(400)),
  AUDIO_FLAC_INVALID(
      in(AUDIO, "The FLAC file is damaged or cut off")
          .was("AUDIO_003")
          .client("Send all of what a FLAC encoder wrote")
          .http(400)),
  AUDIO_MP4_INVALID(
      in(AUDIO, "The MP4 or M4A file is damaged or lies")
          .was("AUDIO_003")
          .client("Send what a telephone or browser recorded, unchanged")
          .http(400)),
  AUDIO_AAC_INVALID(
      in(AUDIO, "The AAC in a file is damaged")
          .was("AUDIO_003")
          .client("Send what an AAC encoder wrote, unchanged")
          .http(400)),
  AUDIO_OPUS_INVALID(
      in(AUDIO, "A packet is not Opus")
          .was("AUDIO_003, AUDIO_004")
          .client("Send what an Opus encoder made, one packet a message")
          .http(400)),
  AUDIO_OPUS_FAILED(
      in(AUDIO, "The Opus encoder or decoder does not work")
          .was("AUDIO_004")
          .operator("Report it with the log line")),
  AUDIO_BITRATE_UNSUPPORTED(
      in(AUDIO, "Opus has no such bit rate")
          .was("AUDIO_004")
          .client("Take a rate that the message names")
          .http(400)),
  AUDIO_FRAME_LENGTH(
      in(AUDIO, "A frame would hold more samples than it has room for")
          .was("STREAM_001")
          .operator("Report it with the log line")),
  AUDIO_FRAME_UNEXPECTED(
      in(AUDIO, "A frame has another rate or length than its reader takes")
          .was("STREAM_003")
          .operator("Report it with the log line")),
  AUDIO_FRAME_RELEASED(
      in(AUDIO, "A frame is used after it was given back")
          .was("STREAM_003")
          .operator("Report it with the log line")),
  AUDIO_BUFFER_TOO_SMALL(
      in(AUDIO, "There is no room for one sample of every channel")
          .was("STREAM_001")
          .operator("Report it with the log line")),
  AUDIO_DROPPED(
      in(AUDIO, "Sound came faster than it was heard; the oldest was dropped")
          .was("STREAM_001")
          .client("Send at the pace of the microphone")
          .operator("Look at the load of the server")
          .later()),
  AUDIO_CLOSED(
      in(AUDIO, "A detector or filter is used after it was closed")
          .was("COMP")
          .operator("Report it with the log line")),
  AUDIO_SEGMENTER_INVALID(
      in(AUDIO, "The settings of the division into utterances contradict each other")
          .was("CONFIG")
          .operator("Correct the setting that the message names")),
  AUDIO_ENHANCEMENT_FAILED(
      in(AUDIO, "Noise suppression, echo cancellation or gain control failed")
          .was("COMP")
          .operator("Turn enhancement off, and report it with the log line")),
  AUDIO_WEBRTC_UNAVAILABLE(
      in(AUDIO, "WebRTC's audio processing cannot be loaded on this machine")
          .was("COMP")
          .operator("See what the message says is missing")),
  AUDIO_DEVICE_UNAVAILABLE(
      in(AUDIO, "There is no microphone or loudspeaker that can be used")
          .was("COMP")
          .client("Connect one, or use a file")),
  AUDIO_IO(
      in(AUDIO, "A file or device of sound could not be read or written")
          .client("Look at the file or device")
          .operator("Look at the file or device that the message names"));

  private final ErrorFacts facts;

  AudioError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
