// An agent with a tool. Type to it, or let it hear a recording: node talk.mjs [QUESTION.wav]
import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { readWav, speak, writeWav } from '../wav.mjs';

const lookOutside = tool({
  name: 'look_outside',
  description: 'Tells what the weather is like where the user is.',
  parameters: z.object({}),
  execute: async () => 'light rain, 14 degrees',
});
const agent = new RealtimeAgent({
  name: 'Coda',
  instructions: 'You are a friendly assistant. Answer in one or two short sentences.',
  tools: [lookOutside],
});
const session = new RealtimeSession(agent, { transport: 'websocket', model: 'gpt-realtime' });
const heard = [];
let answered = () => {};

session.on('audio', ({ data }) => heard.push(Buffer.from(data)));
session.on('audio_interrupted', () => (heard.length = 0));
session.on('agent_tool_start', (_context, _agent, used) => console.log(`      (${used.name})`));
session.on('transport_event', (event) => {
  if (event.type === 'conversation.item.input_audio_transcription.completed') {
    console.log(`You:  ${event.transcript}`);
  }
});
session.on('agent_end', (_context, _agent, text) => {
  // Empty when all it did was to call a tool.
  if (text) {
    console.log(`Coda: ${text}`);
    answered();
  }
});
session.on('error', ({ error }) => console.error(error.error?.error?.message ?? error));

await session.connect({
  // The two lines that differ from talking to OpenAI:
  url: process.env.OPENAI_REALTIME_URL ?? 'ws://127.0.0.1:8765/v1/realtime?model=gpt-realtime',
  apiKey: process.env.OPENAI_API_KEY ?? 'none',
});

const [question] = process.argv.slice(2);
if (question) {
  let listening = true;
  const done = new Promise((resolve) => (answered = resolve));
  void done.then(() => (listening = false));
  await speak(
    readWav(question),
    (sound) => session.sendAudio(new Uint8Array(sound).buffer),
    () => listening,
  );
} else {
  console.log('Type, and end with an empty line.');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (!line.trim()) break;
    const done = new Promise((resolve) => (answered = resolve));
    session.sendMessage(line);
    await done;
  }
  lines.close();
}
writeWav('answer.wav', Buffer.concat(heard));
console.log('What was heard is in answer.wav');
session.close();
