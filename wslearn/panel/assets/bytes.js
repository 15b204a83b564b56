/**
 * JSON texts as UTF-8 in blocks of 1 MiB. As JavaScript strings they would take twice the memory, as objects five times.
 */

import { Column } from './column.js';

const BITS = 20;
const BLOCK = 1 << BITS;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Bytes {
  constructor() {
    /** @type {Uint8Array[]} */
    this.blocks = [];
    this.used = BLOCK;
    this.starts = new Column(Uint32Array);
    this.sizes = new Column(Uint32Array);
  }

  /** @param {string} text */
  push(text) {
    const most = text.length * 3;
    if (this.used + most > BLOCK) {
      this.blocks.push(new Uint8Array(Math.max(BLOCK, most)));
      this.used = 0;
    }
    const block = this.blocks.length - 1;
    const { written } = encoder.encodeInto(text, /** @type {Uint8Array} */ (this.blocks[block]).subarray(this.used));
    this.starts.push(block * BLOCK + this.used);
    this.sizes.push(written);
    this.used += written;
  }

  /** @param {number} index @returns {string} */
  at(index) {
    const start = this.starts.at(index);
    const block = /** @type {Uint8Array} */ (this.blocks[start >>> BITS]);
    const offset = start & (BLOCK - 1);
    return decoder.decode(block.subarray(offset, offset + this.sizes.at(index)));
  }
}
