import { philox2x32 } from './philox.ts';
import { type DrawKey, keyWords } from './randomSource.ts';

/** Random numbers of one key in order, on the host; number i depends on the key and i alone. */
export class CounterStream {
  readonly #key: number;
  readonly #high: number;
  #index = 0;
  #spare: number | undefined;

  constructor(key: DrawKey) {
    const [mixed, counter] = keyWords(key);
    this.#key = mixed;
    this.#high = counter;
  }

  /** Unsigned 32 bit. */
  word(): number {
    if (this.#spare !== undefined) {
      const word = this.#spare;
      this.#spare = undefined;
      return word;
    }
    const [first, second] = philox2x32(this.#index++, this.#high, this.#key);
    this.#spare = second;
    return first;
  }

  /** In [0, 1), 24 bits: exact in float32. */
  uniform(): number {
    return (this.word() >>> 8) / 0x1000000;
  }

  /** N(0, 1) by Box–Muller; 1 − u keeps the logarithm finite. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Whole number in [0, bound) without modulo bias worth naming (bound ≪ 2³²). */
  below(bound: number): number {
    return Math.floor((this.word() / 0x100000000) * bound);
  }
}
