/** Texts that come again and again, as small numbers. */
export class Names {
  constructor() {
    /** @type {string[]} */
    this.texts = [''];
    /** @type {Map<string, number>} */
    this.numbers = new Map([['', 0]]);
  }

  /** The number of a text; '' is 0. @param {string} text @returns {number} */
  number(text) {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  /** @param {number} number @returns {string} */
  text(number) {
    return this.texts[number] ?? '';
  }
}
