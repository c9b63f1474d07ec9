// npm `@openai/agents-realtime`: node agents.mjs BASE_URL
import assert from 'node:assert/strict';
import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import { z } from 'zod';
import { Events, run } from './scenarios.mjs';
import { loud, pieces, quiet } from './sound.mjs';

// Not exported, but it decides whether the SDK takes an event or passes over it in silence.
const { parseRealtimeEvent } = await import(
  new URL('./node_modules/@openai/agents-realtime/dist/openaiRealtimeEvents.mjs', import.meta.url)
);

const base = process.argv[2].replace(/^http/, 'ws');
const url = `${base}/realtime?model=gpt-realtime`;
// 40 s and more: longer than the server sends ahead.
const long = Array.from({ length: 200 }, (_, i) => `w${i}`).join(' ');

/** A session, with what came of it. */
class Talk {
  events = new Events();
  audioMs = 0;
  passedOver = [];

  constructor(agent = {}, config = {}) {
    this.session = new RealtimeSession(new RealtimeAgent({ name: 'Coda', ...agent }), {
      transport: 'websocket',
      model: 'gpt-realtime',
      config,
    });
    this.session.on('transport_event', (event) => {
      if (parseRealtimeEvent({ data: JSON.stringify(event) }).isGeneric) this.passedOver.push(event);
      this.events.add({ ...event, at: performance.now() });
    });
    this.session.on('audio', (event) => (this.audioMs += event.data.byteLength / 48));
    this.session.on('audio_interrupted', () => this.events.add({ type: 'sdk.interrupted' }));
    this.session.on('agent_end', (_context, _agent, text) =>
      this.events.add({ type: 'sdk.agent_end', text }),
    );
    this.session.on('agent_tool_end', (_context, _agent, used, result) =>
      this.events.add({ type: 'sdk.tool_end', name: used.name, result }),
    );
    this.session.on('agent_handoff', (_context, from, to) =>
      this.events.add({ type: 'sdk.handoff', from: from.name, to: to.name }),
    );
    this.session.on('history_updated', (history) =>
      this.events.add({ type: 'sdk.history', history: structuredClone(history) }),
    );
    this.session.on('error', (error) => this.events.add({ type: 'sdk.error', error: error.error }));
  }

  static async open(agent, config) {
    const talk = new Talk(agent, config);
    await talk.connect();
    return talk;
  }

  async connect() {
    await this.session.connect({ apiKey: 'sk-test', url });
    // The SDK updates the session twice.
    await this.events.until('session.updated');
    await this.events.until('session.updated');
  }

  sound(sound) {
    for (const piece of pieces(sound)) {
      this.session.sendAudio(new Uint8Array(piece).buffer);
    }
    return this;
  }

  async answer() {
    return (await this.events.until('sdk.agent_end')).text;
  }

  /** The history once something holds for it. */
  async history(holds) {
    return (await this.events.until('sdk.history', (event) => holds(event.history))).history;
  }
}

const said = (history, role) =>
  history
    .filter((item) => item.type === 'message' && item.role === role)
    .flatMap((item) => item.content.map((part) => part.transcript ?? part.text));

/** Nothing went wrong, and every event fits the SDK's own schemas. */
function nothingWrong(talk) {
  assert.deepEqual(talk.events.of('sdk.error'), []);
  assert.deepEqual(talk.passedOver, []);
}

await run({
  async spokenTurn() {
    const talk = await Talk.open();
    talk.sound(loud(600)).sound(quiet(2_500));
    const history = await talk.history(
      (items) => said(items, 'user')[0] === 'hello there' && said(items, 'assistant')[0],
    );
    assert.equal(await talk.answer(), 'You said hello there.');
    assert.equal(history[0].role, 'user');
    assert.ok(talk.audioMs >= 800, `${talk.audioMs} ms of four words`);
    assert.equal(typeof talk.session.usage.inputTokens, 'number');
    nothingWrong(talk);
    talk.session.close();
  },

  async textTurn() {
    const talk = await Talk.open({}, { outputModalities: ['text'] });
    talk.session.sendMessage('hello');
    assert.equal(await talk.answer(), 'You said hello.');
    assert.equal(talk.audioMs, 0);
    nothingWrong(talk);
    talk.session.close();
  },

  async toolCall() {
    const look = tool({
      name: 'look',
      description: 'Looks somewhere.',
      parameters: z.object({ where: z.string() }),
      execute: async ({ where }) => `rain ${where}`,
    });
    const talk = await Talk.open({ tools: [look] });
    talk.session.sendMessage('call look {"where":"outside"}');
    assert.equal((await talk.events.until('sdk.tool_end')).result, 'rain outside');
    assert.equal(await talk.answer(), '');
    assert.equal(await talk.answer(), 'The result is rain outside.');
    assert.ok(talk.audioMs >= 1_000, `${talk.audioMs} ms of five words`);
    nothingWrong(talk);
    talk.session.close();
  },

  async bargeIn() {
    const talk = await Talk.open(
      {},
      {
        audio: {
          input: {
            turnDetection: { type: 'server_vad', createResponse: false, interruptResponse: true },
          },
        },
      },
    );
    talk.session.sendMessage(long);
    // To the SDK, what was heard is how long ago the first audio came.
    const { at } = await talk.events.until('response.output_audio.delta');
    await talk.events.until('response.output_audio.delta', (event) => event.at > at + 900);
    talk.sound(loud(400));
    await talk.events.until('sdk.interrupted');
    const done = await talk.events.until('response.done');
    assert.equal(done.response.status, 'cancelled');
    assert.equal(done.response.status_details.reason, 'turn_detected');
    await talk.events.until('conversation.item.truncated');
    const { item } = await talk.events.until('conversation.item.retrieved');
    assert.match(item.content[0].transcript, /^You said/);
    assert.doesNotMatch(item.content[0].transcript, /w50/);
    talk.sound(quiet(1_200));
    await talk.events.until('input_audio_buffer.committed');
    talk.session.sendMessage('recall');
    assert.equal(await talk.answer(), `I said: ${item.content[0].transcript}`);
    nothingWrong(talk);
    talk.session.close();
  },

  async pushToTalk() {
    const talk = await Talk.open({}, { audio: { input: { turnDetection: null } } });
    talk.session.sendAudio(new Uint8Array(loud(600)).buffer, { commit: true });
    talk.session.transport.requestResponse();
    assert.equal(await talk.answer(), 'You said hello there.');
    assert.ok(!talk.events.types.includes('input_audio_buffer.speech_started'));
    nothingWrong(talk);
    talk.session.close();
  },

  async errors() {
    const talk = await Talk.open({}, { audio: { input: { turnDetection: null } } });
    const expect = async (event, code) => {
      talk.session.transport.sendEvent(event);
      const { error } = await talk.events.until('sdk.error');
      assert.equal(error.error.code, code);
    };
    const item_id = 'item_nobody';
    await expect(
      { type: 'conversation.item.delete', item_id },
      'item_delete_invalid_item_id',
    );
    await expect({ type: 'input_audio_buffer.commit' }, 'input_audio_buffer_commit_empty');
    // The SDK itself lets a second answer wait for the first.
    talk.session.sendMessage('one');
    talk.session.sendMessage('two');
    assert.match(await talk.answer(), /^You said/);
    assert.equal(talk.session.transport.status, 'connected');
    talk.session.close();
  },

  async handoff() {
    const helper = new RealtimeAgent({ name: 'Helper', instructions: 'Help.' });
    const talk = await Talk.open({ handoffs: [helper] });
    talk.session.sendMessage('call transfer_to_Helper {}');
    const handed = await talk.events.until('sdk.handoff');
    assert.equal(handed.to, 'Helper');
    const { session } = await talk.events.until('session.updated');
    assert.equal(session.instructions, 'Help.');
    await talk.events.until('sdk.agent_end', (event) => event.text.startsWith('The result is'));
    nothingWrong(talk);
    talk.session.close();
  },

  async editedHistory() {
    const talk = await Talk.open();
    talk.session.sendMessage('one');
    assert.equal(await talk.answer(), 'You said one.');
    talk.session.updateHistory((items) => items.filter((item) => item.role !== 'assistant'));
    await talk.events.until('conversation.item.deleted');
    talk.session.sendMessage('recall');
    assert.equal(await talk.answer(), 'I said: nothing');
    nothingWrong(talk);
    talk.session.close();
  },

  async reconnectAfterClose() {
    const talk = await Talk.open();
    talk.session.sendMessage('one');
    assert.equal(await talk.answer(), 'You said one.');
    talk.session.close();
    await talk.connect();
    talk.session.sendMessage('two');
    assert.equal(await talk.answer(), 'You said two.');
    nothingWrong(talk);
    talk.session.close();
  },
});
