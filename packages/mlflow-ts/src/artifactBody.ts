import { type FailedCall, MlflowRefused } from './errors.ts';
import type { Call } from './transport.ts';

/** Bytes to upload: in memory, or a stream that can be opened again for a retry. */
export type ArtifactBody = Uint8Array | Blob | ArtifactSource;

export interface ArtifactSource {
  /** Opens the bytes from their beginning; called once for each try. A Node stream works (`createReadStream`). */
  open: () => AsyncIterable<Uint8Array>;
  /** Bytes it gives; the upload fails if there are more or fewer. */
  sizeBytes: number;
}

/** The parts of a call that carry a body. */
export function outgoing(
  body: ArtifactBody,
  call: FailedCall,
): Pick<Call<unknown>, 'headers' | 'body' | 'bodyFailure'> {
  const headers = { 'content-type': 'application/octet-stream' };
  if (!('open' in body)) return { headers, body: () => body };

  // fetch would report a failure of the source (a file that is gone) as one of the connection.
  let failure: { error: unknown } | null = null;
  return {
    headers: { ...headers, 'content-length': String(body.sizeBytes) },
    body: () =>
      ReadableStream.from(
        counted(body, call, (error) => {
          failure = { error };
        }),
      ),
    bodyFailure: () => failure,
  };
}

async function* counted(source: ArtifactSource, call: FailedCall, onFailure: (error: unknown) => void) {
  const wrongSize = (found: string) =>
    new MlflowRefused(call, { errorCode: 'SIZE_MISMATCH', status: null, reason: `the body gave ${found}` });
  let bytes = 0;
  try {
    for await (const chunk of source.open()) {
      bytes += chunk.byteLength;
      if (bytes > source.sizeBytes) throw wrongSize(`more than the ${source.sizeBytes} announced bytes`);
      yield chunk;
    }
    if (bytes < source.sizeBytes) throw wrongSize(`${bytes} of ${source.sizeBytes} announced bytes`);
  } catch (error) {
    onFailure(error);
    throw error;
  }
}
