// WAV files for the Node examples: 16-bit PCM, mono. Realtime sessions hear and speak 24 kHz.
import { readFileSync, writeFileSync } from 'node:fs';

export const RATE = 24_000;

/** The samples of a file at 24 kHz, as 16-bit little-endian bytes. */
export function readWav(path) {
  const file = readFileSync(path);
  let format;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') {
      format = { channels: body.readUInt16LE(2), rate: body.readUInt32LE(4), bits: body.readUInt16LE(14) };
    } else if (name === 'data') {
      if (format?.channels !== 1 || format.bits !== 16) {
        throw new Error(`${path} is not 16-bit mono`);
      }
      return resampled(body, format.rate);
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path} is not a WAV file with sound`);
}

/** Good enough for speech; the server resamples properly to what its engines want. */
function resampled(sound, rate) {
  if (rate === RATE) {
    return sound;
  }
  const samples = sound.length >> 1;
  const out = Buffer.alloc(2 * Math.floor((samples * RATE) / rate));
  for (let i = 0; i < out.length / 2; i++) {
    const position = (i * rate) / RATE;
    const before = Math.floor(position);
    const a = sound.readInt16LE(2 * before);
    const b = sound.readInt16LE(2 * Math.min(before + 1, samples - 1));
    out.writeInt16LE(Math.round(a + (b - a) * (position - before)), 2 * i);
  }
  return out;
}

/** Writes 24 kHz sound. */
export function writeWav(path, sound) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(2 * RATE, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(sound.length, 40);
  writeFileSync(path, Buffer.concat([head, sound]));
}

/** Like a microphone: pieces of 40 ms in real time, then silence until nobody wants more. */
export async function speak(sound, send, goesOn) {
  const piece = 2 * (RATE / 1_000) * 40;
  const started = performance.now();
  for (let sent = 0; sent < sound.length || goesOn(); sent += piece) {
    const part = sound.subarray(sent, sent + piece);
    send(part.length === piece ? part : Buffer.concat([part], piece));
    const ahead = (sent / piece) * 40 - (performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, ahead)));
  }
}
