import { describe, expect, it } from 'vitest';
import { parseEventBlock } from './eventHistory.ts';

describe('parseEventBlock', () => {
  it('reads the data of an event and ignores its other fields', () => {
    expect(parseEventBlock('id: 7\nevent: trial.state\ndata: {"id":7,\ndata: "kind":"trial.state"}')).toEqual({
      id: 7,
      kind: 'trial.state',
    });
  });

  it('gives nothing for a heartbeat comment', () => {
    expect(parseEventBlock(': still here')).toBeUndefined();
  });
});
