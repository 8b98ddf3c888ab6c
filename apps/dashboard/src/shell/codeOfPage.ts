import { send } from '../api/request.ts';

/**
 * Loads the code of a page. Where it is not there because nobody answers, that is what is said: the router takes a missing file
 * for one of an older version and loads the whole page anew, and then the browser has only its own words to show.
 */
export function codeOfPage<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await load();
    } catch (missing) {
      await send('/health', {});
      throw missing;
    }
  };
}
