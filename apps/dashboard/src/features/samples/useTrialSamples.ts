import type { SampleRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { samplesQuery } from '../../api/trialQueries.ts';
import { useUrlState } from '../../useUrlState.ts';
import { currentStep, sampleAt, samplesByStep, stepsOf } from './sampleSteps.ts';

/** The samples of one trial and the one at the step that the address names, which all views of the page share. */
export function useTrialSamples(trialId: number) {
  const [search, setSearch] = useUrlState();
  const query = useQuery(samplesQuery([trialId]));
  const byStep = samplesByStep(query.data ?? [], trialId);
  const steps = stepsOf([...byStep.values()]);
  const step = currentStep(steps, search.step === undefined ? undefined : Number(search.step));
  return {
    query,
    byStep: byStep as ReadonlyMap<number, SampleRow>,
    steps,
    step,
    current: step === undefined ? undefined : sampleAt(byStep, step),
    goTo: (next: number | undefined) => setSearch({ step: next === undefined ? undefined : String(next) }),
  };
}
export type TrialSamples = ReturnType<typeof useTrialSamples>;
