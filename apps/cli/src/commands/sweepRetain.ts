import type { Keep } from '@seesaw/shared/keep';
import { keepInWords } from '@seesaw/shared/keepInWords';
import { Command } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepRetainCommand(session: Session): Command {
  const command = new Command('retain')
    .description('change which checkpoints are kept, of every trial of a sweep; what was removed does not come back')
    .argument('<sweep>', sweepArgument)
    .argument('<rules...>', 'a number (so many of the newest), or any of: latest, best, every=STEPS, top_k=TRIALS');
  return setAction(command, async (wanted: string, rules: string[]) => {
    const keep = keepFromWords(rules);
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const { definition } = await api.retainCheckpoints(sweep.id, keep);
    session.out.write(`${session.paint.bold(sweep.name)} keeps ${keepInWords(definition.checkpoint.keep)}\n`);
    return undefined;
  });
}

/** `3`, or `latest best every=1000 top_k=3`. Throws a usage error. */
export function keepFromWords(rules: readonly string[]): Keep {
  const [only] = rules;
  if (rules.length === 1 && only !== undefined && /^[1-9]\d{0,3}$/.test(only)) return Number(only);
  const keep = { latest: false, best: false, every: null as number | null, topK: null as number | null };
  for (const rule of rules) {
    const [, name, number] = /^(every|top_k)=([1-9]\d{0,8})$/.exec(rule) ?? [];
    if (rule === 'latest' || rule === 'best') keep[rule] = true;
    else if (name === 'every') keep.every = Number(number);
    else if (name === 'top_k') keep.topK = Number(number);
    else throw usageError(`"${rule}" is no rule.`, 'Give a number alone, or latest, best, every=1000, top_k=3.');
  }
  return keep;
}
