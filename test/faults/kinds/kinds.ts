import type { FaultKind } from '../storm/fault.ts';
import { cut } from './cut.ts';
import { freeze } from './freeze.ts';
import { kill } from './kill.ts';
import { lostAnswer } from './lostAnswer.ts';
import { lostCommit } from './lostCommit.ts';
import { noSpace } from './noSpace.ts';
import { slow } from './slow.ts';
import { tornCheckpoint } from './tornCheckpoint.ts';

/** One bag: a schedule empties it in random order, and fills it again. */
export const faultKinds: readonly FaultKind[] = [
  kill('trainer'),
  kill('orchestrator'),
  kill('training child'),
  kill('postgres', 'temporal', 'mlflow'),
  freeze('trainer', 'orchestrator', 'training child'),
  freeze('postgres', 'temporal', 'mlflow'),
  cut,
  slow,
  lostCommit,
  lostAnswer,
  noSpace,
  tornCheckpoint,
];
