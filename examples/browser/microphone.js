// Runs beside the page: the microphone in pieces of 20 ms of 16-bit samples at the rate of its context.
class Microphone extends AudioWorkletProcessor {
  #piece = new Int16Array(sampleRate / 50);
  #filled = 0;

  process([[samples]]) {
    for (const sample of samples ?? []) {
      this.#piece[this.#filled++] = Math.max(-1, Math.min(1, sample)) * 0x7fff;
      if (this.#filled === this.#piece.length) {
        this.port.postMessage(this.#piece.buffer, [this.#piece.buffer]);
        this.#piece = new Int16Array(sampleRate / 50);
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('microphone', Microphone);
