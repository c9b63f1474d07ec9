"""Asks a question aloud and saves the answer: python ask.py QUESTION.wav [ANSWER.wav]"""

import array
import asyncio
import base64
import os
import sys
import wave

from openai import AsyncOpenAI

RATE = 24_000
PIECE_MS = 40


def read(path: str) -> bytes:
    """The samples of a WAV file (16 bits, mono) at 24 kHz."""
    with wave.open(path) as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            sys.exit(f"{path} is not 16-bit mono")
        rate = file.getframerate()
        samples = array.array("h", file.readframes(file.getnframes()))
    # Good enough for speech; the server resamples properly to what its engines want.
    count = len(samples) * RATE // rate
    positions = (min(i * rate / RATE, len(samples) - 1) for i in range(count))
    resampled = array.array("h")
    for position in positions:
        before = int(position)
        after = min(before + 1, len(samples) - 1)
        step = samples[after] - samples[before]
        resampled.append(round(samples[before] + step * (position - before)))
    return resampled.tobytes()


async def speak(connection, sound: bytes, over: asyncio.Event) -> None:
    """Like a microphone: pieces in real time, then silence until the turn is over."""
    size = 2 * RATE * PIECE_MS // 1000
    sent = 0
    while sent < len(sound) or not over.is_set():
        piece = sound[sent : sent + size].ljust(size, b"\0")
        await connection.input_audio_buffer.append(audio=base64.b64encode(piece).decode())
        sent += size
        await asyncio.sleep(PIECE_MS / 1000)


async def main(question: str, answer: str = "answer.wav") -> None:
    client = AsyncOpenAI(
        # The two lines that differ from talking to OpenAI:
        base_url=os.environ.get("OPENAI_BASE_URL", "http://127.0.0.1:8765/v1"),
        api_key=os.environ.get("OPENAI_API_KEY", "none"),
    )
    heard = bytearray()
    over = asyncio.Event()
    async with client.realtime.connect(model="gpt-realtime") as connection:
        await connection.session.update(
            session={
                "type": "realtime",
                "audio": {"input": {"transcription": {"model": "whisper-1"}}},
            }
        )
        speaking = asyncio.create_task(speak(connection, read(question), over))
        async for event in connection:
            if event.type == "input_audio_buffer.speech_stopped":
                over.set()
            elif event.type == "conversation.item.input_audio_transcription.completed":
                print("You: ", event.transcript)
            elif event.type == "response.output_audio.delta":
                heard += base64.b64decode(event.delta)
            elif event.type == "response.output_audio_transcript.done":
                print("Coda:", event.transcript)
            elif event.type == "response.done":
                print(f"{event.response.status}; the answer is in {answer}")
                break
            elif event.type == "error":
                sys.exit(event.error.message)
        await speaking
    with wave.open(answer, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(heard))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python ask.py QUESTION.wav [ANSWER.wav]")
    asyncio.run(main(*sys.argv[1:]))
