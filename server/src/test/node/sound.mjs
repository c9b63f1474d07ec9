// 24 kHz PCM16. The engines of the tests take whatever is loud for speech: here a hum of 200 Hz,
// shifted so that no frame of 20 ms has an edge where they look.
const SAMPLES_PER_MS = 24;
const PERIOD = 120;

export function loud(ms) {
  const sound = Buffer.alloc(2 * ms * SAMPLES_PER_MS);
  for (let i = 0; i < ms * SAMPLES_PER_MS; i++) {
    sound.writeInt16LE((i + PERIOD / 4) % PERIOD < PERIOD / 2 ? 8_000 : -8_000, 2 * i);
  }
  return sound;
}

export const quiet = (ms) => Buffer.alloc(2 * ms * SAMPLES_PER_MS);
export const millis = (bytes) => bytes / 2 / SAMPLES_PER_MS;

/** In pieces of 20 ms, as a microphone gives it. */
export function* pieces(sound) {
  const size = 2 * 20 * SAMPLES_PER_MS;
  for (let from = 0; from < sound.length; from += size) {
    yield sound.subarray(from, from + size);
  }
}
