import { describe, expect, it } from 'vitest';
import { readEvents } from './eventFeed.ts';

async function events(chunks: string[]) {
  const bytes = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes.encode(chunk));
      controller.close();
    },
  });
  const found = [];
  for await (const event of readEvents(stream)) found.push(event);
  return found;
}

describe('readEvents', () => {
  it('reads id, kind and data, whatever the cuts between chunks', async () => {
    const text =
      'retry: 2000\n: connected\n\nid: 7\nevent: trial.state\ndata: {"a":1}\n\n: heartbeat\n\nid: 8\ndata: x\ndata: y\n\n';
    const expected = [
      { id: 7, kind: 'trial.state', data: '{"a":1}' },
      { id: 8, kind: 'message', data: 'x\ny' },
    ];
    expect(await events([text])).toEqual(expected);
    expect(await events([...text])).toEqual(expected);
  });

  it('gives nothing for a block that was cut off', async () => {
    expect(await events(['id: 1\ndata: x'])).toEqual([]);
  });
});
