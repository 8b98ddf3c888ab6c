import { rungsOf } from '@seesaw/shared/earlyTerminate';
import type { Store } from '@seesaw/store/storePort';
import type { EndedSweep } from './storm.ts';

/**
 * Halving decides by who reached the rung by then, and in company nobody knows afterwards who that was. But a decision is wrong
 * if no possible standings lead to it: those who were stopped there before were among them, and nobody who never came.
 * Answers the decisions that are, in words.
 */
export async function impossibleDecisions({ row, trials }: EndedSweep, store: Store): Promise<string[]> {
  const rule = row.definition.earlyTerminate;
  if (rule?.type !== 'asha' && rule?.type !== 'hyperband') return [];
  const promotes = rule.type === 'asha' && rule.mode === 'promote';
  const bracketOf = (number: number) => (rule.type === 'hyperband' ? number % rule.brackets : 0);
  const { events } = await store.events.after({ cursor: 0, sweepId: row.id, limit: 100_000 });
  const stopped = events.flatMap(({ kind, data, trialNumber }) =>
    kind === 'trial.state' && data.to === 'stopped-early' ? [trialNumber!] : [],
  );
  const scores = new Map<number, Map<number, number>>();
  for (const { id, number } of trials) {
    const points = await store.metrics.all({ trialId: id, metric: row.definition.metric.name });
    scores.set(number, new Map(points.map(({ step, value }) => [step, value])));
  }
  const wrong: string[] = [];
  for (const { number, step, config } of trials) {
    const ended = stopped.indexOf(number);
    for (const rung of rungsOf(rule, config.steps, bracketOf(number)).filter((at) => at <= step)) {
      const own = scores.get(number)!.get(rung)!;
      const reached = trials.filter(
        (other) => bracketOf(other.number) === bracketOf(number) && scores.get(other.number)!.has(rung),
      );
      const better = reached.filter((other) => scores.get(other.number)!.get(rung)! < own);
      const worse = reached.filter((other) => other.number !== number && !better.includes(other));
      const places = (count: number) => Math.max(promotes ? 0 : 1, Math.floor(count / rule.eta));
      if (ended >= 0 && rung === step) {
        // Whom a promotion leaves behind is stopped at the end, compared with nobody.
        const before = new Set(stopped.slice(0, ended));
        const surelyWorse = worse.filter((other) => before.has(other.number) && other.step === rung);
        if (!promotes && better.length < places(1 + better.length + surelyWorse.length))
          wrong.push(`trial ${number} was stopped at ${rung}, where ${better.length} stood better`);
      } else if (places(1 + worse.length) < 1) {
        wrong.push(`trial ${number} went on from ${rung}, where ${worse.length} stood worse`);
      }
    }
  }
  return wrong;
}
