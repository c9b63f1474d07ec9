// Plays an answer as its pieces come, and knows how much of it was heard.
export class Player {
  #context;
  #playing = new Set();
  #itemId;
  #startsAt = 0;
  #endsAt = 0;

  constructor(context) {
    this.#context = context;
  }

  /** @param pcm 16-bit samples at the rate of the context */
  play(itemId, pcm) {
    if (itemId !== this.#itemId) {
      this.#itemId = itemId;
      this.#startsAt = this.#endsAt = Math.max(this.#endsAt, this.#context.currentTime + 0.05);
    }
    const buffer = this.#context.createBuffer(1, pcm.length, this.#context.sampleRate);
    buffer.getChannelData(0).set(Float32Array.from(pcm, (sample) => sample / 0x8000));
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#context.destination);
    source.onended = () => this.#playing.delete(source);
    this.#playing.add(source);
    this.#endsAt = Math.max(this.#endsAt, this.#context.currentTime);
    source.start(this.#endsAt);
    this.#endsAt += buffer.duration;
  }

  /** Falls silent. Says what was heard of which item; nothing if all of it was. */
  stop() {
    const now = this.#context.currentTime;
    const cut = this.#itemId !== undefined && now < this.#endsAt;
    const heard = { itemId: this.#itemId, ms: Math.max(0, Math.floor((now - this.#startsAt) * 1000)) };
    for (const source of this.#playing) source.stop();
    this.#playing.clear();
    this.#itemId = undefined;
    this.#endsAt = 0;
    return cut ? heard : undefined;
  }
}
