import type { PackOf } from './lanes.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { packSetting } from './settings/runningSettings.ts';
import { type ProgramSurvey, surveyPrograms } from './space/surveyPrograms.ts';
import type { FieldReader, ProblemList } from './sweepFileFields.ts';
import type { Parameters } from './sweepFileParameters.ts';
import type { Place } from './yamlTree.ts';

/** What `auto` comes to at most: what is gained is measured with eight lanes (docs/performance.md). */
const measuredLanes = 8;

interface Packing {
  readonly sweep: Omit<ResolvedSweep, 'pack'>;
  readonly parameters: Parameters;
  readonly packOf: PackOf;
  readonly problems: ProblemList;
}

/** `pack: auto | K` → how many trials may share a program; undefined where each has one of its own. */
export function readPack(fields: FieldReader, packing: Packing): number | undefined {
  const { problems, sweep } = packing;
  const entry = fields.entry('pack');
  if (entry === undefined) return undefined;
  const isAuto = entry.value.kind === 'scalar' && entry.value.value === packSetting.orWord;
  const wanted = isAuto ? undefined : fields.setting(packSetting);
  if ((!isAuto && wanted === undefined) || wanted === 1 || problems.errorCount > 0) return undefined;

  const survey = surveyPrograms(sweep, packing.packOf);
  const obstacle = obstacleTo(survey, packing);
  if (obstacle !== undefined) {
    const { at = entry.value, path = 'pack', message, suggestion } = obstacle;
    if (isAuto) problems.warn(entry.value, 'pack', `pack: auto comes to 1, each trial alone. ${message}`, suggestion);
    else problems.error(at, path, `pack: ${wanted} cannot be done. ${message}`, suggestion);
    return undefined;
  }
  if (wanted === undefined && survey.noGain !== undefined) {
    const message = `pack: auto comes to 1, each trial alone: ${survey.noGain}.`;
    problems.warn(
      entry.value,
      'pack',
      message,
      `Remove pack, or write a number: a GPU may gain by pack: ${measuredLanes}.`,
    );
    return undefined;
  }
  if (wanted === undefined) {
    const lanes = Math.min(measuredLanes, sweep.concurrency, Math.floor(survey.trialsPerProgram));
    if (lanes > 1) return lanes;
    const message = 'pack: auto comes to 1, each trial alone: concurrency is 1.';
    problems.warn(entry.value, 'pack', message, `Write concurrency: ${measuredLanes}.`);
    return undefined;
  }
  warnOfIdleLanes(wanted, { survey, at: entry.value, fields, packing });
  return wanted;
}

interface Obstacle {
  readonly at?: Place;
  readonly path?: string;
  readonly message: string;
  readonly suggestion: string;
}

/** Why hardly any two trials could train in one program. */
function obstacleTo(survey: ProgramSurvey, { sweep, parameters }: Packing): Obstacle | undefined {
  if (survey.trialsPerProgram >= 2) return undefined;
  const suggestion = 'Remove pack.';
  const [reason] = survey.reasons;
  if (reason !== undefined) return { message: `Trials of this sweep share no program: ${reason}.`, suggestion };
  if (sweep.plannedTrials === 1) return { message: 'The sweep has one trial.', suggestion };
  const [name = ''] = survey.structural;
  const place = parameters.places.get(name);
  const names = survey.structural.join(', ');
  const [varies, meaning] =
    survey.structural.length === 1
      ? ['varies', 'another value of it is another program']
      : ['vary', 'other values of them are another program'];
  return {
    ...(place && { at: place.entry, path: place.path }),
    message: `Hardly any two of its ${sweep.plannedTrials} trials share a program: ${names} ${varies}, and ${meaning}.`,
    suggestion: `Give ${names} fewer values, or remove pack.`,
  };
}

/** A program runs with all its lanes, whether something trains in them or not. */
function warnOfIdleLanes(
  lanes: number,
  { survey, at, fields, packing }: { survey: ProgramSurvey; at: Place; fields: FieldReader; packing: Packing },
): void {
  const { sweep, problems } = packing;
  if (sweep.concurrency < lanes) {
    const message = `With ${sweep.concurrency} ${sweep.concurrency === 1 ? 'trial' : 'trials'} at once, ${lanes - sweep.concurrency} of ${lanes} lanes stay idle, and an idle lane costs as much as a busy one.`;
    const place = fields.has('concurrency') ? fields.at('concurrency') : at;
    problems.warn(place, 'concurrency', message, `Write concurrency: ${lanes}, times the slots that shall be busy.`);
  } else if (survey.trialsPerProgram < lanes) {
    const message = `Only about ${Math.floor(survey.trialsPerProgram)} trials share a program: some of ${lanes} lanes stay idle.`;
    problems.warn(at, 'pack', message, `Write pack: ${Math.floor(survey.trialsPerProgram)}, or pack: auto.`);
  }
}
