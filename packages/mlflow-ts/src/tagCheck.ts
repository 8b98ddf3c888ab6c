import { keyProblem } from './entityKey.ts';
import { type FailedCall, MlflowRefused } from './errors.ts';
import { LIMITS } from './limits.ts';
import { textLength, unstorable } from './text.ts';

export interface Pair {
  key: string;
  value: string;
}

/**
 * Tags as MLflow takes them.
 *
 * @throws MlflowRefused naming the first tag whose key or value the server would refuse or cut
 */
export function checkedTags(tags: Readonly<Record<string, string>>, call: FailedCall): Pair[] {
  return checkedPairs(tags, { noun: 'tag', valueLength: LIMITS.tagValueLength }, call);
}

/**
 * Params as MLflow takes them.
 *
 * @throws MlflowRefused naming the first param whose key or value the server would refuse or cut
 */
export function checkedParams(params: Readonly<Record<string, string>>, call: FailedCall): Pair[] {
  return checkedPairs(params, { noun: 'param', valueLength: LIMITS.paramValueLength }, call);
}

function checkedPairs(
  pairs: Readonly<Record<string, string>>,
  { noun, valueLength }: { noun: string; valueLength: number },
  call: FailedCall,
): Pair[] {
  return Object.entries(pairs).map(([key, value]) => {
    const problem = keyProblem(key);
    if (problem !== null) throw refusal(call, `the ${noun} key ${JSON.stringify(key)} is not allowed: ${problem}`);
    const length = textLength(value);
    if (length > valueLength) {
      throw refusal(call, `the value of ${noun} "${key}" has ${length} characters, at most ${valueLength} are kept`);
    }
    const unfit = unstorable(value);
    if (unfit !== null) throw refusal(call, `the value of ${noun} "${key}" cannot be stored: ${unfit}`);
    return { key, value };
  });
}

/** An MlflowRefused for something that this client sees before sending it. */
export function refusal(call: FailedCall, reason: string): MlflowRefused {
  return new MlflowRefused(call, { errorCode: 'INVALID_PARAMETER_VALUE', status: null, reason });
}
