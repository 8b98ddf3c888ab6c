/** What many requests of one kind took, in milliseconds from sending to the last byte. */
export interface Timing {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Of the last reply, not compressed. */
  readonly bytes: number;
}

/** One request after the other. `request` is called with its number, so that each can ask for something else. */
export async function timeRequests(count: number, request: (index: number) => Promise<Response>): Promise<Timing> {
  const took: number[] = [];
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    const response = await request(index);
    const body = await response.arrayBuffer();
    took.push(performance.now() - start);
    if (!response.ok) throw new Error(`${response.status}: ${Buffer.from(body).toString().slice(0, 500)}`);
    bytes = body.byteLength;
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => Number(took[Math.ceil(share * count) - 1]?.toFixed(1));
  return { requests: count, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), bytes };
}
