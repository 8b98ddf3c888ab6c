import type { WorkerRow } from '@seesaw/shared/records';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LanesOfSlot } from './LanesOfSlot.tsx';

const slot: WorkerRow['slots'][number] = { slot: 0, device: 'cpu', threads: 1, childPid: 4711, lanes: [null] };

function wordsOf(one: WorkerRow['slots'][number], isGone: boolean): string[] {
  const markup = renderToStaticMarkup(
    <table>
      <tbody>
        <LanesOfSlot slot={one} isGone={isGone} trialOf={() => undefined} nameOf={(id) => id} />
      </tbody>
    </table>,
  );
  return [...markup.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, word]) => word ?? '');
}

test('a slot without work is idle, and a lane of several is free', () => {
  expect(wordsOf(slot, false)).toEqual(['0', 'cpu', '1', '4711', '', 'idle', '', '']);
  expect(wordsOf({ ...slot, lanes: [null, null] }, false).filter((word) => word === 'free')).toHaveLength(2);
});

test('of a trainer that is gone no slot is idle', () => {
  expect(wordsOf({ ...slot, childPid: null }, true)).toEqual(['0', 'cpu', '1', '–', '', 'gone', '', '']);
  expect(wordsOf({ ...slot, lanes: [null, null] }, true)).not.toContain('free');
});
