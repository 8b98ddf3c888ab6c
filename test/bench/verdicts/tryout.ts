import { readFile, readdir } from 'node:fs/promises';
import { windowStepsOf } from '@seesaw/gan/health/windowSteps';
import { thresholds } from '@seesaw/gan/health/thresholds';
import { parseRecorded } from '../../../packages/gan/recordedRun.ts';
import { judgeRun } from './judgeRun.ts';
import { configOf, labelledRuns } from './runs.ts';
const folders = ['/tmp/wt/home-points/jobs/rows', '/root/verdict-rows'];
const all: any[] = [];
for (const f of folders) for (const n of await readdir(f)) {
  const m = /^(.*)-(\d+)\.json$/.exec(n)!; const l = labelledRuns.find((r) => r.name === m[1]);
  if (!l) continue; if (f.startsWith('/root') && l.recipe === 'ring-mlp') continue;
  all.push({ l, seed: Number(m[2]), rec: parseRecorded(await readFile(`${f}/${n}`, 'utf8')) });
}
console.log(all.length, 'runs');
const set = JSON.parse(process.argv[2] ?? '{}');
Object.assign(thresholds as any, set);
let bad = 0, alarms = 0;
for (const { l, seed, rec } of all) {
  const v = configOf(l, 0).values;
  const w = windowStepsOf({ runSteps: l.steps, logEvery: Number(v.log_every), evalEvery: Number(v.eval_every) });
  const j = judgeRun((rec as any).rows, w);
  const alarm = l.label === 'ok' && j.said.some(([h]: any) => h !== 'ok' && h !== 'unknown');
  const wrong = j.verdict.health !== l.label;
  if (alarm) alarms++; if (wrong) bad++;
  if (alarm || wrong || process.argv[3]) console.log(l.name, seed, l.label, '→', JSON.stringify(j.said));
}
console.log('wrong', bad, 'alarms', alarms);
