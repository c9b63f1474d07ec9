// Asks a question aloud and saves the answer: node ask.mjs QUESTION.wav [ANSWER.wav]
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { readWav, speak, writeWav } from '../wav.mjs';

const [question, answer = 'answer.wav'] = process.argv.slice(2);
if (!question) {
  console.error('usage: node ask.mjs QUESTION.wav [ANSWER.wav]');
  process.exit(2);
}

const client = new OpenAI({
  // The two lines that differ from talking to OpenAI:
  baseURL: process.env.OPENAI_BASE_URL ?? 'https://localhost:8765/v1',
  apiKey: process.env.OPENAI_API_KEY ?? 'none',
});
const rt = new OpenAIRealtimeWS({ model: 'gpt-realtime' }, client);
const heard = [];
let listening = true;

rt.on('session.created', () => {
  rt.send({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { transcription: { model: 'whisper-1' } } } },
  });
  void speak(
    readWav(question),
    (sound) => rt.send({ type: 'input_audio_buffer.append', audio: sound.toString('base64') }),
    () => listening,
  );
});
rt.on('input_audio_buffer.speech_stopped', () => (listening = false));
rt.on('conversation.item.input_audio_transcription.completed', (event) =>
  console.log(`You:  ${event.transcript}`),
);
rt.on('response.output_audio.delta', (event) => heard.push(Buffer.from(event.delta, 'base64')));
rt.on('response.output_audio_transcript.done', (event) => console.log(`Coda: ${event.transcript}`));
rt.on('response.done', ({ response }) => {
  writeWav(answer, Buffer.concat(heard));
  console.log(`${response.status}; the answer is in ${answer}`);
  rt.close();
});
rt.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
