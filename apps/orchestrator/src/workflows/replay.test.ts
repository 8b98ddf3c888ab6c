import { readdirSync, readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows } from '../temporal/workflowBundle.ts';
import { historyFromText } from '../testing/historyText.ts';

const folder = new URL('./histories/', import.meta.url);
const recordings = readdirSync(folder).filter((file) => file.endsWith('.json'));
let workflowBundle: { code: string };

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  workflowBundle = await bundleWorkflows(new DefaultLogger('ERROR'));
});

test('there are recordings of sweeps and of trials, also of packed ones', () => {
  for (const kind of ['-sweep', '-trial', '-packed-lane-freed-01-sweep', '-packed-lane-freed-02-trial'])
    expect(
      recordings.some((file) => file.includes(kind)),
      kind,
    ).toBe(true);
});

test.each(recordings)(
  'the workflow code still fits the recorded history %s, so running sweeps can go on',
  async (file) => {
    const history = historyFromText(readFileSync(new URL(file, folder), 'utf8'));
    await Worker.runReplayHistory({ workflowBundle }, history);
  },
);
