import { createContext, Script } from 'node:vm';

/** A repetition is tried at every place of a text, four of them at every four places: seconds for a line, ages for a page. */
const allowedMs = 250;

const script = new Script('const expression = new RegExp(pattern); texts.filter((text) => expression.test(text))');

/** Finds patterns in texts, in `allowedMs` of the processor for all calls together: other requests wait meanwhile. */
export class PatternMatcher {
  #leftMs = allowedMs;

  /** The texts that the pattern (JavaScript's) is found in; undefined when that takes too long. */
  textsWith(pattern: string, texts: readonly string[]): string[] | undefined {
    const begun = performance.now();
    try {
      // Nothing but a script of its own can be ended by a time limit. What it returns is an array of another realm.
      const context = createContext({ pattern, texts });
      return [...script.runInContext(context, { timeout: Math.max(1, Math.ceil(this.#leftMs)) })];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      this.#leftMs -= performance.now() - begun;
    }
  }
}
