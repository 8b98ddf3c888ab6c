import { dispose, keep, type NamedTensorMap, type Tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';
import type { Compiler } from '../native/compiler.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import { disposedOnFault } from './disposedOnFault.ts';
import { type Asks, type Feeding, feedingAsKnown, feedingOf } from './feeding.ts';
import type { Game } from './game.ts';
import { mapTensors } from './mapTensors.ts';
import { type GameState, tensorsOfState } from './playerState.ts';
import { playStep } from './playStep.ts';
import { givenToSignals, type Watched } from './readSignals.ts';
import { realsFrom, rowMemory, rowsOfSteps, wholeData } from './realBatches.ts';
import { type SignalsAtEnd, signalsAtEnd } from './signalsAtEnd.ts';
import { penaltiesAt } from './slopeOfD.ts';
import { eagerPlayer, type LastStep, type StepPlayer, type StepPlayerInput, type StepsPlayed } from './stepPlayer.ts';

/** More in one call gain little, and their rows are all in memory. */
export const mostInOneCall = 32;

export interface CompiledPlayerInput extends StepPlayerInput {
  /** The last step that is to be played. */
  readonly lastStep: number;
  readonly compile: Compiler;
  readonly draws: SeededDraws;
  /** What steps ask for, by structure: from its second training on none is run operation by operation to know. */
  readonly asked?: { readonly structure: string; readonly known: Map<string, Asks> };
  /**
   * By which reports are told, where calls end with what those are made of: a call for that alone would take as long again, and
   * to hand out what it needs for it longer still. Where it is absent every call hands that out.
   */
  readonly watched?: Watched;
  /**
   * Whether calls are given all of the data, of which steps take rows, where they fit: on a CPU, where that costs nothing. To a
   * GPU they would go anew at each call, so rows are told instead.
   */
  readonly isGivenWhole?: boolean;
}

/**
 * The steps of the game as a program: its variables are the state, and what is fed is the keys of all random draws, those of
 * points among them, rows of a data set, and the numbers that the host computes from the step. One program serves every step,
 * every seed and every learning rate; a step that does something else (a penalty every few steps, a frozen D) is an entry of
 * its own. One call plays as many steps of one kind as are in a row.
 */
export function compiledPlayer(input: CompiledPlayerInput): StepPlayer {
  /** From the first step on: many a training is made to be restored, which would compile it again. */
  let player: StepPlayer | undefined;
  return {
    get mode() {
      return player?.mode;
    },

    get state() {
      return player?.state ?? input.state;
    },

    play(first, most, isReported) {
      player ??= playerOfProgram(input);
      return player.play(first, most, isReported);
    },

    dispose: () => (player === undefined ? dispose(tensorsOfState(input.state)) : player.dispose()),
  };
}

/** Operation by operation where they cannot be compiled. */
function playerOfProgram(input: CompiledPlayerInput): StepPlayer {
  const { game, draws, state: first, step: firstStep, lastStep, compile, asked, watched } = input;
  const data = wholeDataOf(game, input.isGivenWhole);
  const variables = tensorsOfState(first).map((tensor) => tidy(() => variable(tensor)));
  const places = new Map(tensorsOfState(first).map((tensor, index) => [tensor, index]));
  const inVariables = mapTensors(first, (tensor) => variables[places.get(tensor)!]!);

  /** Its tensors are the variables. */
  const stateBefore = (step: number) => stateBeforeStep({ game, state: inVariables, step: firstStep }, step);

  const kinds = [...kindsAhead(game, firstStep, lastStep)];
  const nameOf = (kind: string) => `${asked?.structure} ${kind}`;
  const entries = new Map(
    kinds.map(([kind, step]): [string, Entry] => {
      const asks = asked?.known.get(nameOf(kind));
      return [kind, entryOf({ game, draws, asks, watched, data }, step, stateBefore(step), variables)];
    }),
  );
  const sources = Object.fromEntries([...entries].map(([kind, { source }]) => [kind, source]));
  const constants = [
    ...game.optimizerD.constants,
    ...game.optimizerG.constants,
    ...(watched ? Object.values(givenToSignals(watched, undefined)) : []),
  ];
  const own = [...variables, ...Object.values(data)];
  const examples = Object.values(sources).flatMap(examplesOf);
  const program = disposedOnFault([...own, ...examples], () =>
    compile(sources, { what: 'steps', variables, constants, computes: 'unknown' }),
  );
  dispose(examples);
  if (program.mode === 'eager') {
    program.dispose();
    dispose(own);
    return eagerPlayer(input);
  }
  dispose(tensorsOfState(first));
  for (const [kind, step] of kinds) {
    const { keys, numbers } = entries.get(kind)!.numbersOf(step);
    asked?.known.set(nameOf(kind), { keys: keys.length / 2, numbers: numbers.length });
  }
  const memory = rowMemory();
  /** The last that was played. */
  let last = firstStep;
  let isPulled = true;

  return {
    mode: program.mode,

    get state() {
      if (!isPulled) program.pull();
      isPulled = true;
      return stateBefore(last + 1);
    },

    play(from, most, isReported) {
      const kind = kindOf(game, from);
      const steps = [from];
      while (steps.length < Math.min(most, mostInOneCall) && kindOf(game, from + steps.length) === kind)
        steps.push(from + steps.length);
      last = steps.at(-1)!;
      isPulled = false;
      const { told, atEnd } = entries.get(kind)!;
      const { dLoss, gLoss, signals, ...others } = tidy(() => {
        const rows = { ...data, ...rowsOfSteps(game, steps.map(stateBefore), wholeData in data ? 'whole' : memory) };
        return program.call(
          kind,
          { ...told(...steps), ...rows },
          isReported && steps.length === most ? atEnd?.told(last) : undefined,
        );
      });
      const left = { steps: steps.length, dLoss, gLoss } as unknown as StepsPlayed;
      if (atEnd === undefined) return { ...left, last: others as unknown as LastStep };
      return signals === undefined ? left : { ...left, seen: { signals } };
    },

    dispose() {
      program.dispose();
      dispose(own);
    },
  };
}

/** What its source was traced with: gone when it was compiled. */
export function examplesOf({ inputs, epilogue }: Entry['source']): Tensor[] {
  return [...Object.values(inputs), ...Object.values({ ...epilogue?.inputs })];
}

/** All of the data by their name, which are the caller's, where steps are given them. */
export function wholeDataOf({ real }: Game, isGiven = false): NamedTensorMap {
  if (!isGiven || real.kind !== 'rows' || real.whole === undefined) return {};
  return { [wholeData]: keep(real.whole.data()) };
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
    readonly repeated: { readonly every: readonly string[]; readonly most: number; readonly same: readonly string[] };
    readonly epilogue?: SignalsAtEnd['epilogue'];
  };
  readonly atEnd?: SignalsAtEnd;
}

/**
 * @param asks what it is known to ask for: with it nothing is fed but zeros until its source was run
 * @param watched by which reports are told at the end of its calls
 * @param data of `wholeDataOf`
 */
export function entryOf(
  {
    game,
    draws,
    asks,
    watched,
    data = {},
  }: Pick<CompiledPlayerInput, 'game' | 'draws' | 'watched'> & {
    readonly asks?: Asks | undefined;
    readonly data?: NamedTensorMap;
  },
  step: number,
  before: GameState,
  variables: readonly Variable[],
): Entry {
  const isWhole = wholeData in data;
  const rows = tidy(() => ({
    ...mapTensors(data, (tensor) => tensor.clone()),
    ...rowsOfSteps(game, [before], isWhole ? 'whole' : undefined),
  }));
  const played = (fed: Game, given: NamedTensorMap) => playStep(fed, before, step, realsFrom(fed, step, given));
  const feeding =
    asks === undefined
      ? feedingOf({ game, draws, step }, (fed) => played(fed, rows))
      : feedingAsKnown({ game, draws, step, most: asks });
  const atEnd = watched && signalsAtEnd({ game, draws, step }, before, watched);
  return {
    told: feeding.told,
    numbersOf: feeding.numbersOf,
    ...(atEnd && { atEnd }),
    source: {
      ...(atEnd && { epilogue: atEnd.epilogue }),
      inputs: { ...feeding.told(step), ...rows },
      repeated: { every: ['dLoss', 'gLoss'], most: mostInOneCall, same: Object.keys(data) },
      run(fed) {
        const { state, trace } = played(feeding.game(fed), fed);
        const weights = { dBefore: before.d.weights.clone(), gBefore: before.g.weights.clone() };
        tensorsOfState(state).forEach((tensor, index) => {
          if (tensor !== variables[index]) variables[index]!.assign(tensor as never);
        });
        return { ...trace, ...weights };
      },
    },
  };
}
