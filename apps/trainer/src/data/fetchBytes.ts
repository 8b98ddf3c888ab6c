/** A server that sends nothing for so long is given up. */
const SILENCE_MS = 30_000;

/** All bytes of an address. @throws Error with the reason in words, also when the transfer breaks off or stands still */
export async function fetchBytes(url: string, silenceMs = SILENCE_MS): Promise<Uint8Array> {
  const abort = new AbortController();
  const silence = setTimeout(() => abort.abort(new Error(`nothing arrived for ${silenceMs / 1000} s`)), silenceMs);
  try {
    const answer = await fetch(url, { signal: abort.signal });
    if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) {
      silence.refresh();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    if (abort.signal.aborted) throw abort.signal.reason;
    // `fetch failed` says nothing; its cause does.
    if (cause instanceof TypeError && cause.cause instanceof Error) {
      throw new Error(`${cause.message}: ${cause.cause.message}`, { cause });
    }
    throw cause;
  } finally {
    clearTimeout(silence);
  }
}
