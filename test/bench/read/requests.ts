import { ownProcessorSeconds, serverProcessorSeconds } from '../ingest/processorSeconds.ts';

/** What many requests of one kind took, in milliseconds from sending to the last byte. */
export interface Timing {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Processor time of a request, server and this process (API and caller) together; null where it is not known. */
  readonly processorMs: number | null;
  /** Of the last reply, not compressed. */
  readonly bytes: number;
}

/** One request after the other. `request` is called with its number, so that each can ask for something else. */
export async function timeRequests(
  count: number,
  backendPid: number,
  request: (index: number) => Promise<Response>,
): Promise<Timing> {
  const took: number[] = [];
  const before = await processorSeconds(backendPid);
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    const response = await request(index);
    const body = await response.arrayBuffer();
    took.push(performance.now() - start);
    if (!response.ok) throw new Error(`${response.status}: ${Buffer.from(body).toString().slice(0, 500)}`);
    bytes = body.byteLength;
  }
  const after = await processorSeconds(backendPid);
  took.sort((a, b) => a - b);
  const at = (share: number) => Number(took[Math.ceil(share * count) - 1]?.toFixed(1));
  return {
    requests: count,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    processorMs: perRequest(before, after, count),
    bytes,
  };
}

async function processorSeconds(backendPid: number): Promise<number | null> {
  const server = await serverProcessorSeconds(backendPid);
  return server === null ? null : server + ownProcessorSeconds();
}

function perRequest(before: number | null, after: number | null, count: number): number | null {
  return before === null || after === null ? null : Number((((after - before) * 1000) / count).toFixed(1));
}
