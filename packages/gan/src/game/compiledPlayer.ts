import type { ExecutionMode } from '@seesaw/shared/executionMode';
import { dispose, type NamedTensorMap, type Tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';
import type { Compiler } from '../native/compiler.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import { type Asks, type Feeding, feedingAsKnown, feedingOf } from './feeding.ts';
import type { Game } from './game.ts';
import { mapTensors, tensorsByPath } from './mapTensors.ts';
import { type GameState, standing, tensorsOfState } from './playerState.ts';
import { playStep } from './playStep.ts';
import { givenToSignals } from './readSignals.ts';
import { realsFrom, rowMemory, rowsOfSteps } from './realBatches.ts';
import { type Reporting, type SignalsAtEnd, signalsAtEnd } from './signalsAtEnd.ts';
import { penaltiesAt } from './slopeOfD.ts';
import type { StepPlayer, StepPlayerInput, StepsPlayed } from './stepPlayer.ts';

/** More in one call gain little, and their rows are all in memory. */
export const mostInOneCall = 32;

export interface CompiledPlayerInput extends StepPlayerInput {
  /** The last step that is to be played. */
  readonly lastStep: number;
  readonly compile: Compiler;
  readonly draws: SeededDraws;
  /** What steps ask for, by structure: from its second training on none is run operation by operation to know. */
  readonly asked?: { readonly structure: string; readonly known: Map<string, Asks> };
  /** Calls then end with what reports are made of, where one follows: a call for that alone would take as long again. */
  readonly reporting?: Reporting;
}

/**
 * The steps of the game as a program: its variables are the state, and what is fed is the keys of all random draws, those of
 * points among them, rows of a data set, and the numbers that the host computes from the step. One program serves every step,
 * every seed and every learning rate; a step that does something else (a penalty every few steps, a frozen D) is an entry of
 * its own. One call plays as many steps of one kind as are in a row.
 */
export function compiledPlayer(input: CompiledPlayerInput): StepPlayer {
  let step = input.step;
  /** From the first step on: many a training is made to be restored, which would compile it again. */
  let steps: CompiledSteps | undefined;
  return {
    get mode() {
      return steps?.mode;
    },

    get state() {
      return steps === undefined ? input.state : steps.stateAfter(step);
    },

    get standing() {
      return steps === undefined ? standing(input.state) : steps.standingAfter(step);
    },

    play(first, most) {
      steps ??= compiledSteps(input);
      const played = steps.play(first, most);
      step = first + played.steps - 1;
      return played;
    },

    dispose: () => (steps === undefined ? dispose(tensorsOfState(input.state)) : steps.dispose()),
  };
}

interface CompiledSteps {
  readonly mode: ExecutionMode;
  play(first: number, most: number): StepsPlayed;
  /** `step` is the last that was played. */
  stateAfter(step: number): GameState;
  standingAfter(step: number): GameState;
  dispose(): void;
}

function compiledSteps(input: CompiledPlayerInput): CompiledSteps {
  const { game, draws, state: first, step: firstStep, lastStep, compile, asked, reporting } = input;
  const variables = tensorsOfState(first).map((tensor) => tidy(() => variable(tensor)));
  const places = new Map(tensorsOfState(first).map((tensor, index) => [tensor, index]));
  const inVariables = mapTensors(first, (tensor) => variables[places.get(tensor)!]!);
  dispose(tensorsOfState(first));

  /** Its tensors are the variables. */
  const stateBefore = (step: number) => stateBeforeStep({ game, state: inVariables, step: firstStep }, step);

  const kinds = [...kindsAhead(game, firstStep, lastStep)];
  const nameOf = (kind: string) => `${asked?.structure} ${kind}`;
  const entriesBy = (known: ReadonlyMap<string, Asks> | undefined) =>
    new Map(
      kinds.map(([kind, step]): [string, Entry] => {
        const asks = known?.get(nameOf(kind));
        return [kind, entryOf({ game, draws, asks }, step, stateBefore(step), variables, { isShown: true, reporting })];
      }),
    );
  const traced = entriesBy(asked?.known);
  const sources = Object.fromEntries([...traced].map(([kind, { source }]) => [kind, source]));
  const constants = [...game.optimizerD.constants, ...game.optimizerG.constants, ...watchedBy(reporting)];
  const program = compile(sources, { what: 'steps', variables, constants, computes: 'unknown' });
  // Where it runs operation by operation after all, tracing may have ended before everything was asked for.
  const entries = program.mode === 'eager' ? entriesBy(undefined) : traced;
  for (const { source } of new Set([...traced.values(), ...entries.values()])) {
    dispose([...Object.values(source.inputs), ...Object.values(source.epilogue?.inputs ?? {})]);
  }
  if (program.mode !== 'eager') {
    for (const [kind, step] of kinds) {
      const { keys, numbers } = entries.get(kind)!.numbersOf(step);
      asked?.known.set(nameOf(kind), { keys: keys.length / 2, numbers: numbers.length });
    }
  }
  const memory = rowMemory();
  let pulled = true;
  /** What stands after the last call, by path; none before the first. */
  let shown: NamedTensorMap | undefined;
  return {
    mode: program.mode,

    play(first, most) {
      pulled = false;
      const kind = kindOf(game, first);
      const steps = [first];
      while (steps.length < Math.min(most, mostInOneCall) && kindOf(game, first + steps.length) === kind)
        steps.push(first + steps.length);
      const outputs = tidy(() => {
        const rows = rowsOfSteps(game, steps.map(stateBefore), memory);
        const { told, atEnd } = entries.get(kind)!;
        const last = steps.at(-1)!;
        const isReported = program.mode !== 'eager' && reporting?.isDue(last) === true;
        return program.call(kind, { ...told(...steps), ...rows }, isReported ? atEnd!.told(last) : undefined);
      });
      if (shown !== undefined) dispose(shown);
      const { dLoss, gLoss, dGradient, gGradient, dBefore, gBefore, answers, lengths, ...after } = outputs;
      shown = after;
      const seen = answers && lengths && { seen: { answers, lengths } };
      return {
        dLoss,
        gLoss,
        dGradient,
        gGradient,
        dBefore,
        gBefore,
        steps: steps.length,
        ...seen,
      } as unknown as StepsPlayed;
    },

    stateAfter(step) {
      if (!pulled) program.pull();
      pulled = true;
      return stateBefore(step + 1);
    },

    standingAfter(step) {
      const after = shown;
      const state = standing(stateBefore(step + 1));
      return after === undefined ? state : mapTensors(state, (_, path) => after[path]!);
    },

    dispose() {
      program.dispose();
      dispose(variables);
      if (shown !== undefined) dispose(shown);
    },
  };
}

function watchedBy(reporting: Reporting | undefined): Tensor[] {
  return reporting === undefined ? [] : Object.values(givenToSignals(reporting.watched, { gradients: [], moves: [] }));
}

/** What `first` is before another step, with the counts of updates that it has then. */
export function stateBeforeStep({ game, state: first, step: firstStep }: StepPlayerInput, step: number): GameState {
  const moving = Math.max(0, step - 1 - Math.max(firstStep, game.freezeDUntil));
  const { d, g } = first;
  return {
    ...first,
    d: { ...d, slots: { ...d.slots, updates: d.slots.updates + game.dSteps * moving } },
    g: { ...g, slots: { ...g.slots, updates: g.slots.updates + game.gSteps * (step - 1 - firstStep) } },
  };
}

/** Each kind of step after `step`, with the first of it; in one order wherever that is, so that a program of them is the same. */
export function kindsAhead(game: Game, step: number, lastStep: number): Map<string, number> {
  const kinds = new Map<string, number>();
  for (let next = step + 1; next <= lastStep; next++) {
    const kind = kindOf(game, next);
    if (!kinds.has(kind)) kinds.set(kind, next);
  }
  return new Map([...kinds].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Steps of one kind run the same operations. */
export function kindOf(game: Game, step: number): string {
  const penalised = penaltiesAt(game, step).length > 0 ? 'penalised' : 'bare';
  const frozen = step <= game.freezeDUntil ? '_frozen' : '';
  return `${penalised}${frozen}${game.noise(step) > 0 ? '_noisy' : ''}`;
}

export interface Entry extends Pick<Feeding, 'told' | 'numbersOf'> {
  readonly source: {
    readonly run: (fed: NamedTensorMap) => NamedTensorMap;
    readonly inputs: NamedTensorMap;
    readonly repeated: { readonly every: readonly string[]; readonly most: number };
    readonly epilogue?: SignalsAtEnd['epilogue'];
  };
  readonly atEnd?: SignalsAtEnd;
}

/**
 * @param asks what it is known to ask for: with it nothing is fed but zeros until its source was run
 * @param isShown whether outputs tell what stands after it, by path: see `standing`; without them there is nothing to report
 */
export function entryOf(
  { game, draws, asks }: Pick<CompiledPlayerInput, 'game' | 'draws'> & { readonly asks?: Asks | undefined },
  step: number,
  before: GameState,
  variables: readonly Variable[],
  { isShown = false, reporting }: { readonly isShown?: boolean; readonly reporting?: Reporting | undefined } = {},
): Entry {
  const rows = tidy(() => rowsOfSteps(game, [before]));
  const played = (fed: Game, given: NamedTensorMap) => playStep(fed, before, step, realsFrom(fed, step, given));
  const feeding =
    asks === undefined
      ? feedingOf({ game, draws, step }, (fed) => played(fed, rows))
      : feedingAsKnown({ game, draws, step, most: asks });
  const atEnd = reporting && signalsAtEnd({ game, draws, step }, before, reporting);
  return {
    told: feeding.told,
    numbersOf: feeding.numbersOf,
    ...(atEnd && { atEnd }),
    source: {
      ...(atEnd && { epilogue: atEnd.epilogue }),
      inputs: { ...feeding.told(step), ...rows },
      repeated: { every: ['dLoss', 'gLoss'], most: mostInOneCall },
      run(fed) {
        const { state, trace } = played(feeding.game(fed), fed);
        const outputs: NamedTensorMap = {
          ...trace,
          dBefore: before.d.weights.clone(),
          gBefore: before.g.weights.clone(),
          ...(isShown && tensorsByPath(mapTensors(standing(state), (tensor) => tensor.clone()))),
        };
        tensorsOfState(state).forEach((tensor, index) => {
          if (tensor !== variables[index]) variables[index]!.assign(tensor as never);
        });
        return outputs;
      },
    },
  };
}
