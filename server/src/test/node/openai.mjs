// npm `openai`: node openai.mjs ws|websocket BASE_URL
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket';
import { Events, run } from './scenarios.mjs';
import { loud, millis, pieces, quiet } from './sound.mjs';

const [kind, url] = process.argv.slice(2);
const Socket = { ws: OpenAIRealtimeWS, websocket: OpenAIRealtimeWebSocket }[kind];
const client = new OpenAI({ apiKey: 'sk-test', baseURL: url });

/** A connection, with what came of it. */
class Talk {
  events = new Events();

  constructor(props = { model: 'gpt-realtime' }, by = client) {
    this.rt = new Socket(props, by);
    this.rt.on('event', (event) => this.events.add(event));
    this.rt.on('error', (error) => {
      // Errors that the server tells come as events too; these are of the connection.
      if (!error.error) this.events.add({ type: 'connection.error', error });
    });
  }

  static async open(session, props, by) {
    const talk = new Talk(props, by);
    await talk.events.until('session.created');
    if (session) {
      await talk.update(session);
    }
    return talk;
  }

  async update(session) {
    this.send('session.update', { session: { type: 'realtime', ...session } });
    return (await this.events.until('session.updated')).session;
  }

  send(type, fields = {}) {
    this.rt.send({ type, ...fields });
    return this;
  }

  sound(sound) {
    for (const piece of pieces(sound)) {
      this.send('input_audio_buffer.append', { audio: piece.toString('base64') });
    }
    return this;
  }

  say(text) {
    return this.send('conversation.item.create', {
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
    });
  }

  /** Asks for an answer; its words once it is complete. */
  async answer(params) {
    this.send('response.create', params ? { response: params } : {});
    return wordsOf(await this.done());
  }

  async done() {
    return (await this.events.until('response.done')).response;
  }

  async error() {
    return (await this.events.until('error')).error;
  }

  close() {
    this.rt.close();
  }
}

const wordsOf = (response) => {
  const part = response.output[0]?.content?.[0];
  return part?.transcript ?? part?.text;
};
const byHand = { audio: { input: { turn_detection: null } } };
// 40 s and more: longer than the server sends ahead.
const long = Array.from({ length: 200 }, (_, i) => `w${i}`).join(' ');

const scenarios = {
  async spokenTurn() {
    const talk = await Talk.open({
      audio: { input: { transcription: { model: 'whisper-1' } } },
    });
    talk.sound(loud(600)).sound(quiet(1_200));
    const started = await talk.events.until('input_audio_buffer.speech_started');
    const committed = await talk.events.until('input_audio_buffer.committed');
    const heard = await talk.events.until('conversation.item.input_audio_transcription.completed');
    const response = await talk.done();
    const sent = talk.events
      .of('response.output_audio.delta')
      .reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);

    assert.equal(committed.item_id, started.item_id);
    assert.equal(heard.item_id, started.item_id);
    assert.equal(heard.transcript, 'hello there');
    assert.equal(response.status, 'completed');
    assert.equal(wordsOf(response), 'You said hello there.');
    assert.equal(typeof response.usage.input_token_details.cached_tokens, 'number');
    assert.ok(millis(sent) >= 800, `${millis(sent)} ms of four words`);
    talk.close();
  },

  async textTurn() {
    const talk = await Talk.open({ output_modalities: ['text'] });
    const words = await talk.say('hello').answer();
    const deltas = talk.events.of('response.output_text.delta').map((event) => event.delta);

    assert.equal(words, 'You said hello.');
    assert.equal(deltas.join(''), words);
    assert.equal(talk.events.of('response.output_audio.delta').length, 0);
    assert.equal(await talk.say('hello again').answer(), 'You said hello again.');
    talk.close();
  },

  async toolCall() {
    const session = await (await Talk.open()).update({});
    assert.deepEqual(session.tools, []);
    const talk = await Talk.open({
      tools: [
        {
          type: 'function',
          name: 'look',
          description: 'Looks somewhere.',
          parameters: { type: 'object', properties: { where: { type: 'string' } } },
        },
      ],
    });
    talk.say('call look {"where":"outside"}').send('response.create');
    const asked = await talk.events.until('response.function_call_arguments.done');
    const [call] = (await talk.done()).output;

    assert.equal(asked.name, 'look');
    assert.deepEqual(JSON.parse(asked.arguments), { where: 'outside' });
    assert.equal(call.type, 'function_call');
    assert.equal(call.call_id, asked.call_id);
    talk.send('conversation.item.create', {
      item: { type: 'function_call_output', call_id: call.call_id, output: 'rain' },
    });
    assert.equal(await talk.answer(), 'The result is rain.');
    assert.ok(talk.events.of('response.output_audio.delta').length > 0);
    talk.close();
  },

  async bargeIn() {
    const talk = await Talk.open({
      audio: {
        input: {
          turn_detection: { type: 'server_vad', create_response: false, interrupt_response: true },
        },
      },
    });
    talk.say(long).send('response.create');
    const { item_id } = await talk.events.until('response.output_audio.delta');
    talk.sound(loud(400));
    await talk.events.until('input_audio_buffer.speech_started');
    const response = await talk.done();

    assert.equal(response.status, 'cancelled');
    assert.equal(response.status_details.reason, 'turn_detected');
    assert.equal(response.output[0].status, 'incomplete');
    talk.send('conversation.item.truncate', { item_id, content_index: 0, audio_end_ms: 700 });
    assert.equal((await talk.events.until('conversation.item.truncated')).audio_end_ms, 700);
    talk.send('conversation.item.retrieve', { item_id });
    const { item } = await talk.events.until('conversation.item.retrieved');
    assert.match(item.content[0].transcript, /^You said/);
    assert.doesNotMatch(item.content[0].transcript, /w5/);
    talk.sound(quiet(1_200));
    await talk.events.until('input_audio_buffer.committed');
    const recalled = await talk.say('recall').answer();
    assert.equal(recalled, `I said: ${item.content[0].transcript}`);
    talk.close();
  },

  async pushToTalk() {
    const talk = await Talk.open(byHand);
    talk.sound(loud(600)).send('input_audio_buffer.commit');
    await talk.events.until('input_audio_buffer.committed');

    assert.equal(await talk.answer(), 'You said hello there.');
    assert.ok(!talk.events.types.includes('input_audio_buffer.speech_started'));
    talk.close();
  },

  async errors() {
    const talk = await Talk.open(byHand);
    const expect = async (type, fields, code) => {
      talk.send(type, { event_id: `e-${code}`, ...fields });
      const error = await talk.error();
      assert.equal(error.code, code);
      assert.equal(error.event_id, `e-${code}`);
    };
    const item_id = 'item_nobody';
    await expect('conversation.item.delete', { item_id }, 'item_delete_invalid_item_id');
    await expect('conversation.item.retrieve', { item_id }, 'item_retrieve_invalid_item_id');
    await expect(
      'conversation.item.truncate',
      { item_id, content_index: 0, audio_end_ms: 1 },
      'item_truncate_invalid_item_id',
    );
    await expect('input_audio_buffer.commit', {}, 'input_audio_buffer_commit_empty');
    await expect('response.cancel', {}, 'response_cancel_not_active');
    talk.say(long).send('response.create');
    await talk.events.until('response.created');
    await expect('response.create', {}, 'conversation_already_has_active_response');
    talk.send('response.cancel');
    assert.equal((await talk.done()).status_details.reason, 'client_cancelled');
    assert.equal(await talk.say('still there').answer(), 'You said still there.');
    talk.close();
  },

  async transcription() {
    const talk = await Talk.open(undefined, { intent: 'transcription' });
    const session = await talk.update({
      type: 'transcription',
      audio: { input: { transcription: { model: 'gpt-4o-transcribe', language: 'en' } } },
    });
    assert.equal(session.type, 'transcription');
    talk.sound(loud(600)).sound(quiet(1_200));
    const heard = await talk.events.until('conversation.item.input_audio_transcription.completed');

    assert.equal(heard.transcript, 'hello there');
    assert.equal(heard.usage.type, 'duration');
    assert.ok(!talk.events.types.includes('response.created'));
    talk.close();
  },

  async telephone() {
    const format = { type: 'audio/pcmu' };
    const talk = await Talk.open({ audio: { input: { format }, output: { format } } });
    await talk.say('hello').answer();
    const bytes = talk.events
      .of('response.output_audio.delta')
      .reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);

    assert.ok(bytes >= 3 * 200 * 8, `${bytes} bytes of three words`);
    assert.ok(bytes < 3 * 200 * 16, `${bytes} bytes of three words`);
    talk.close();
  },

  async ephemeralKey() {
    const secret = await client.realtime.clientSecrets.create({
      expires_after: { anchor: 'created_at', seconds: 60 },
      session: { type: 'realtime', instructions: 'Be brief.', output_modalities: ['text'] },
    });
    assert.match(secret.value, /^ek_/);
    assert.equal(secret.session.instructions, 'Be brief.');
    const holder = new OpenAI({ apiKey: secret.value, baseURL: url });
    const talk = await Talk.open(undefined, undefined, holder);
    assert.equal(talk.events.of('session.created')[0].session.instructions, 'Be brief.');
    await talk.say('hello').answer();
    assert.ok(talk.events.of('response.output_text.done').length > 0);
    talk.close();
  },

  async besideTheConversation() {
    const talk = await Talk.open();
    talk.say('one').send('response.create', {
      response: {
        conversation: 'none',
        output_modalities: ['text'],
        metadata: { purpose: 'topic' },
        input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'two' }] }],
      },
    });
    const response = await talk.done();
    assert.equal(wordsOf(response), 'You said two.');
    assert.equal(response.conversation_id, null);
    assert.deepEqual(response.metadata, { purpose: 'topic' });
    assert.equal(await talk.answer(), 'You said one.');
    talk.close();
  },

  async reconnectAfterClose() {
    const first = await Talk.open();
    assert.equal(await first.say('one').answer(), 'You said one.');
    first.close();
    const second = await Talk.open();
    assert.equal(await second.say('recall').answer(), 'I said: nothing');
    second.close();
  },
};

if (kind === 'ws') {
  // Only this one can lose its connection on purpose.
  scenarios.recovery = async () => {
    const talk = await Talk.open(undefined, {
      model: 'gpt-realtime',
      reconnect: true,
      reconnectInitialDelay: 10,
    });
    const before = talk.events.of('session.created')[0].session.id;
    talk.rt.socket.terminate();
    await talk.events.until('session.created', (event) => event.session.id !== before);
    assert.equal(await talk.say('again').answer(), 'You said again.');
    talk.close();
  };
}

await run(scenarios);
