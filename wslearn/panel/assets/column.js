/** A growing list of numbers in a typed array: 100,000 of them are 400 kB and no objects. */

/** @typedef {Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor | Float64ArrayConstructor} Kind */

export class Column {
  /** @param {Kind} type */
  constructor(type) {
    this.type = type;
    this.values = new type(1024);
    this.length = 0;
  }

  /** @param {number} value */
  push(value) {
    if (this.length === this.values.length) {
      const wider = new this.type(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }

  /** @param {number} index @returns {number} 0 beyond its end */
  at(index) {
    return index < this.length ? /** @type {number} */ (this.values[index]) : 0;
  }

  pop() {
    this.length = Math.max(0, this.length - 1);
  }

  clear() {
    this.length = 0;
  }

  /**
   * The last index whose value is at most `value`, in a list that only rises; 0 where there is none.
   * @param {number} value
   */
  search(value) {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.at(middle) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
