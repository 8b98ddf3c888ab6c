import { afterEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { trialRow } from '../testRows.ts';

const trial = trialRow(7, { id: 7, state: 'completed' });
const line = { trialId: 7, attempt: 1, at: '2026-01-01T00:00:00.000Z', level: 'info', step: null } as const;
const lines = {
  items: [
    { ...line, id: 1, message: 'a, b' },
    { ...line, id: 2, message: 'c' },
  ],
  nextCursor: null,
};

describe('seesaw trial logs', () => {
  let api: Awaited<ReturnType<typeof startTestApi>>;
  afterEach(() => api.close());

  it.each([[[]], [['-f']]])('prints csv with one heading, as it is asked (%j)', async (follow) => {
    api = await startTestApi({
      'GET /api/v1/trials/7': trial,
      'GET /api/v1/trials/7/logs?limit=1000': lines,
    });
    const { code, out } = await api.seesaw('trial', 'logs', '7', '-o', 'csv', ...follow);
    expect(out).toBe(
      'id,at,level,attempt,step,message\n' +
        '1,2026-01-01T00:00:00.000Z,info,1,,"a, b"\n' +
        '2,2026-01-01T00:00:00.000Z,info,1,,c\n',
    );
    expect(code).toBe(exitCodes.ok);
  });

  it('follows as one line of JSON for each entry', async () => {
    api = await startTestApi({
      'GET /api/v1/trials/7': trial,
      'GET /api/v1/trials/7/logs?limit=1000': lines,
    });
    const { out } = await api.seesaw('trial', 'logs', '7', '-f', '-o', 'json');
    expect(
      out
        .trim()
        .split('\n')
        .map((one) => (JSON.parse(one) as { id: number }).id),
    ).toEqual([1, 2]);
  });
});
