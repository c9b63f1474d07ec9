// A spoken conversation from a page: no library, no build.
import { Player } from './player.js';

const RATE = 24_000;
const $ = (id) => document.getElementById(id);
let socket;
let context;
let microphone;

$('start').onclick = () =>
  start().catch((error) => {
    show('error', error.message);
    stop();
  });
$('stop').onclick = stop;

async function start() {
  $('start').disabled = true;
  $('stop').disabled = false;
  // What is heard from the loudspeaker must not come back as speech.
  microphone = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 },
  });
  context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule('microphone.js');
  const player = new Player(context);

  // The two lines that differ from talking to OpenAI:
  const url = $('server').value;
  const key = $('key').value || 'none';
  socket = new WebSocket(url, ['realtime', `openai-insecure-api-key.${key}`]);
  socket.onmessage = ({ data }) => came(JSON.parse(data), player);
  socket.onclose = ({ code, reason }) => {
    show('error', code === 1000 ? 'Closed' : `Closed: ${code} ${reason}`);
    stop();
  };
}

function listen() {
  const worklet = new AudioWorkletNode(context, 'microphone');
  worklet.port.onmessage = ({ data }) =>
    send({ type: 'input_audio_buffer.append', audio: toBase64(new Uint8Array(data)) });
  context.createMediaStreamSource(microphone).connect(worklet);
}

function came(event, player) {
  switch (event.type) {
    case 'session.created':
      send({
        type: 'session.update',
        session: { type: 'realtime', audio: { input: { transcription: { model: 'whisper-1' } } } },
      });
      listen();
      state('listening');
      break;
    case 'input_audio_buffer.speech_started': {
      state('you speak');
      const heard = player.stop();
      if (heard) {
        // The server forgets what was not heard.
        send({
          type: 'conversation.item.truncate',
          item_id: heard.itemId,
          content_index: 0,
          audio_end_ms: heard.ms,
        });
      }
      break;
    }
    case 'input_audio_buffer.speech_stopped':
      state('thinking');
      break;
    case 'conversation.item.input_audio_transcription.completed':
      show('user', event.transcript);
      break;
    case 'response.output_audio.delta':
      state('answering');
      player.play(event.item_id, new Int16Array(fromBase64(event.delta).buffer));
      break;
    case 'response.output_audio_transcript.done':
      show('coda', event.transcript);
      break;
    case 'response.done':
      state('listening');
      break;
    case 'error':
      show('error', event.error.message);
      break;
  }
}

function send(event) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(event));
}

function stop() {
  socket?.close(1000);
  microphone?.getTracks().forEach((track) => track.stop());
  void context?.close();
  socket = context = microphone = undefined;
  $('start').disabled = false;
  $('stop').disabled = true;
  state('');
}

function show(who, text) {
  if (!text) return;
  const line = document.createElement('p');
  line.className = who;
  line.textContent = text;
  $('talk').append(line);
}

const state = (text) => ($('state').textContent = text);
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
