import type { ExecutionMode } from '@seesaw/shared/executionMode';
import {
  concat,
  dispose,
  gather,
  keep,
  type NamedTensorMap,
  reshape,
  scalar,
  stack,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor2d,
  tidy,
  transpose,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import {
  type CompiledPlayerInput,
  type Entry,
  entryOf,
  examplesOf,
  kindOf,
  kindsAhead,
  mostInOneCall,
  stateBeforeStep,
  wholeDataOf,
} from './compiledPlayer.ts';
import { disposedOnFault } from './disposedOnFault.ts';
import type { Asks } from './feeding.ts';
import type { Game } from './game.ts';
import { mapTensors } from './mapTensors.ts';
import { type GameState, type PlayerState, tensorsOfState } from './playerState.ts';
import { givenToSignals } from './readSignals.ts';
import { type RowMemory, rowMemory, rowsOfSteps, wholeData } from './realBatches.ts';
import type { SignalsAtEnd } from './signalsAtEnd.ts';
import type { LossesOfSteps, StepPlayerInput } from './stepPlayer.ts';

export interface PackedPlayerInput extends Pick<CompiledPlayerInput, 'compile' | 'draws' | 'isGivenWhole'> {
  readonly lanes: number;
}

/** What is watched, which is the same in all of a pack, is what calls can end with reports of. */
export type PackedTraining = StepPlayerInput & Pick<CompiledPlayerInput, 'lastStep' | 'watched'>;

/**
 * Trainings that run the same operations on other numbers (seeds, learning rates, weights of penalties that all of them have),
 * stepping together in one program. Each is in a lane, and ends with the state that it ends with alone: as a graph with one
 * thread bit for bit; under XLA within its rounding. In neither do its bits depend on which lane it is in, who is in the others,
 * or when they come and go; only on how many lanes there are.
 */
export interface PackedPlayer {
  /** How steps really run; undefined until the first training has joined. */
  readonly mode: ExecutionMode | undefined;
  /**
   * Takes over the state of a training, in a lane that is free. The program is made of the rules of the first one, and outlives
   * it; of each its steps are traced once, so that none is trained with numbers that are built in and not its own.
   * @throws RangeError, or what the compiler throws, where it would be another program than that of the first
   */
  join(lane: number, training: PackedTraining): void;
  /** After the last step of a lane's training; its tensors are the caller's. */
  stateOf(lane: number): GameState;
  leave(lane: number): void;
  /**
   * One call: of those lanes whose next step is of the kind that most of them come to, some steps, of all as many; no host read.
   * Who has waited for calls counts that much more, so nobody waits for ever.
   * @param wanted the most steps that a lane is to play, for lanes that are to play any; those that do not play in this call do
   * so in a later one
   * @param reported lanes that are to be looked at after the last of these steps, where that is among those of this call
   */
  play(wanted: ReadonlyMap<number, number>, reported?: ReadonlySet<number>): StepsOfPack;
  dispose(): void;
}

/** What a call leaves; to be disposed. */
export interface StepsOfPack {
  /** Those that played. */
  readonly lanes: readonly number[];
  /** How many each of them played. */
  readonly steps: number;
  /** Of every step and every lane of the pack, [steps, lanes]; of a lane that did not play they mean nothing. */
  readonly dLoss: Tensor2D;
  readonly gLoss: Tensor2D;
  /** Of a lane that played, [steps]; the caller's. */
  lossesOf(lane: number): LossesOfSteps;
  /** What `signals` see of a lane that was looked at; the caller's. */
  seenOf(lane: number): NamedTensorMap | undefined;
  dispose(): void;
}

/** A training in its lane; the tensors of its state are the program's. */
interface Seat extends StepPlayerInput {
  /** The last step that it played. */
  last: number;
  /** Calls in which others played and it was to play. */
  waited: number;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Of each kind of step, where calls can end with a look. */
  readonly toldToLook: ReadonlyMap<string, SignalsAtEnd['told']>;
  readonly memory: RowMemory;
}

export function packedPlayer(input: PackedPlayerInput): PackedPlayer {
  const { lanes, draws } = input;
  const seats = new Map<number, Seat>();
  let pack: Pack | undefined;

  const seatOf = (lane: number): Seat => {
    const seat = seats.get(lane);
    if (seat === undefined) throw new RangeError(`nobody is in lane ${lane}`);
    return seat;
  };

  /** What a training is fed in each kind of step that it comes to. */
  function entriesOf({ variables, program, inputs, data }: Pack, training: PackedTraining): Map<string, Entry> {
    const { game, step: first } = training;
    const entries = new Map<string, Entry>();
    for (const [kind, step] of kindsAhead(game, first, training.lastStep)) {
      // Where it is traced below, what it asks for is known then, and is what the first one asked for.
      const asks = program.mode === 'eager' ? undefined : asksOf(inputs.get(kind));
      const entry = entryOf({ game, draws, asks, data }, step, stateBeforeStep(training, step), variables);
      const [found, expected] = [inWords(shapesOf(entry.source.inputs)), inWords(inputs.get(kind) ?? [])];
      dispose(Object.values(entry.source.inputs));
      if (found !== expected) {
        throw new RangeError(`a step ${kind} takes ${found}, and in this pack ${expected || 'there is none'}`);
      }
      const constants = [...game.optimizerD.constants, ...game.optimizerG.constants];
      const states = variables.slice(0, variables.length - constants.length);
      program.requireSame(kind, entry.source.run, [...states, ...constants]);
      entries.set(kind, entry);
    }
    return entries;
  }

  /** Rows that a lane's steps are fed, one behind the other. */
  function rowsOf(seat: Seat, count: number): NamedTensorMap {
    const states = Array.from({ length: count }, (_, index) => stateBeforeStep(seat, seat.last + 1 + index));
    return rowsOfSteps(seat.game, states, wholeData in pack!.data ? 'whole' : seat.memory);
  }

  /** [steps, lanes, ...shape] of what each lane is fed, one step behind the other. */
  function joined(ofLanes: readonly Tensor[], steps: number, shape: readonly number[]): Tensor {
    const all = concat([...ofLanes], 0);
    if (steps === 1) return reshape(all, [1, lanes, ...shape]);
    const axes = [1, 0, ...shape.map((_, axis) => axis + 2)];
    return transpose(reshape(all, [lanes, steps, ...shape]), axes);
  }

  /** What a call is fed. A lane that stands still computes all the same, with numbers of one that plays. */
  function fedTo(playing: readonly number[], kind: string, steps: number): NamedTensorMap {
    const seated = Array.from({ length: lanes }, (_, lane) => seatOf(playing.includes(lane) ? lane : playing[0]!));
    const told = Array.from({ length: steps }, (_, time) =>
      seated.map(({ entries, last }) => entries.get(kind)!.numbersOf(last + 1 + time)),
    ).flat();
    const shapes = new Map(pack!.inputs.get(kind)!);
    const rows = seated.map((seat) => rowsOf(seat, steps));
    const joinedRows = Object.keys(rows[0]!).map((name) => [
      name,
      joined(
        rows.map((one) => one[name]!),
        steps,
        shapes.get(name)!,
      ),
    ]);
    const keys = Int32Array.from(told.flatMap((one) => one.keys));
    const numbers = Float32Array.from(told.flatMap((one) => one.numbers));
    const active = told.map((_, index) => playing.includes(index % lanes));
    return {
      ...pack!.data,
      ...Object.fromEntries(joinedRows),
      keys: tensor(keys, [steps, lanes, ...shapes.get('keys')!], 'int32'),
      numbers: tensor(numbers, [steps, lanes, ...shapes.get('numbers')!]),
      active: tensor2d(active, [steps, lanes], 'bool'),
    };
  }

  /** What the looks at some lanes are fed; of the others there is none, whatever they are told. */
  function fedToLook(looked: readonly number[], kind: string, steps: number): NamedTensorMap {
    const told = Array.from({ length: lanes }, (_, lane) => {
      const { toldToLook, last } = seatOf(looked.includes(lane) ? lane : looked[0]!);
      return toldToLook.get(kind)!(last + steps);
    });
    return Object.fromEntries(Object.keys(told[0]!).map((name) => [name, stack(told.map((one) => one[name]!))]));
  }

  return {
    get mode() {
      return pack?.program.mode;
    },

    join(lane, { game, state, step, lastStep, watched }) {
      if (!Number.isInteger(lane) || lane < 0 || lane >= lanes) throw new RangeError(`there is no lane ${lane}`);
      if (seats.has(lane)) throw new RangeError(`lane ${lane} is taken`);
      pack ??= packOf(input, { game, state, lastStep, watched });
      const tensors = [...tensorsOfState(state), ...game.optimizerD.constants, ...game.optimizerG.constants];
      pack.put(lane, tensors);
      const places = new Map<Tensor, number>(tensors.map((tensor, index) => [tensor, index]));
      const training = { game, state: mapTensors(state, (tensor) => pack!.variables[places.get(tensor)!]!), step };
      const entries = entriesOf(pack, { ...training, lastStep });
      const toldToLook = new Map([...pack.looks].map(([kind, look]) => [kind, look.toldOf(game)]));
      seats.set(lane, { ...training, last: step, waited: 0, entries, toldToLook, memory: rowMemory() });
      dispose(tensorsOfState(state));
    },

    stateOf(lane) {
      const seat = seatOf(lane);
      const values = pack!.take(lane);
      const places = new Map<Tensor, number>(pack!.variables.map((one, index) => [one, index]));
      return mapTensors(stateBeforeStep(seat, seat.last + 1), (tensor) => values[places.get(tensor)!]!);
    },

    leave(lane) {
      seatOf(lane);
      seats.delete(lane);
    },

    play(wanted, reported = new Set()) {
      const kinds = new Map<string, number[]>();
      for (const lane of [...wanted.keys()].sort((a, b) => a - b)) {
        const { game, last } = seatOf(lane);
        const kind = kindOf(game, last + 1);
        kinds.set(kind, [...(kinds.get(kind) ?? []), lane]);
      }
      const weight = (ofKind: readonly number[]) => ofKind.reduce((sum, lane) => sum + 1 + seatOf(lane).waited, 0);
      const [[kind, playing] = ['', []]] = [...kinds].sort(([, a], [, b]) => weight(b) - weight(a));
      if (playing.length === 0) throw new RangeError('no lane is to play');
      const inARow = (lane: number) => {
        const { game, last } = seatOf(lane);
        let count = 1;
        while (count < Math.min(wanted.get(lane)!, mostInOneCall) && kindOf(game, last + count + 1) === kind)
          count += 1;
        return count;
      };
      const steps = Math.min(...playing.map(inARow));
      const looked =
        pack!.looks.size === 0 ? [] : playing.filter((lane) => reported.has(lane) && wanted.get(lane) === steps);
      const outputs = tidy(() => {
        const fed = fedTo(playing, kind, steps);
        return looked.length === 0
          ? pack!.program.call(kind, fed)
          : pack!.program.call(kind, fed, fedToLook(looked, kind, steps), looked);
      });
      for (const lane of wanted.keys()) seatOf(lane).waited += 1;
      for (const lane of playing) Object.assign(seatOf(lane), { last: seatOf(lane).last + steps, waited: 0 });
      return stepsOfPack(outputs, { playing, looked, steps });
    },

    dispose() {
      seats.clear();
      pack?.dispose();
      pack = undefined;
    },
  };
}

type Shape = readonly [name: string, shape: readonly number[]];

const shapesOf = (tensors: NamedTensorMap): Shape[] =>
  Object.entries(tensors).map(([name, { shape }]) => [name, shape]);
const inWords = (shapes: readonly Shape[]) => shapes.map(([name, shape]) => `${name} [${shape}]`).join(', ');

/** How many keys and numbers a step is fed: [keys, 2] and [numbers]. */
function asksOf(shapes: readonly Shape[] = []): Asks | undefined {
  const { keys, numbers } = Object.fromEntries(shapes);
  return keys && numbers && { keys: keys[0]!, numbers: numbers[0]! };
}

function stepsOfPack(
  { dLoss, gLoss, signals, ...others }: NamedTensorMap,
  {
    playing,
    looked,
    steps,
  }: { readonly playing: readonly number[]; readonly looked: readonly number[]; readonly steps: number },
): StepsOfPack {
  // Without a look at the end: nobody asks for them.
  dispose(others);
  return {
    lanes: playing,
    steps,
    dLoss: dLoss as Tensor2D,
    gLoss: gLoss as Tensor2D,
    lossesOf(lane) {
      if (!playing.includes(lane)) throw new RangeError(`lane ${lane} did not play`);
      return tidy(() =>
        mapTensors({ dLoss: dLoss!, gLoss: gLoss! }, (all) => gather(all, lane, 1)),
      ) as unknown as LossesOfSteps;
    },
    seenOf: (lane) => (looked.includes(lane) ? { signals: gather(signals!, lane) } : undefined),
    dispose: () => dispose({ dLoss, gLoss, ...(signals && { signals }) }),
  };
}

/** The program of a pack, and the variables through which states go in and out. */
interface Pack {
  readonly program: ReturnType<CompiledPlayerInput['compile']>;
  readonly variables: readonly Variable[];
  /** Of each kind of step, with the shapes of one step. */
  readonly inputs: ReadonlyMap<string, readonly Shape[]>;
  /** Likewise, with what calls can end with; of none where nothing is watched. */
  readonly looks: ReadonlyMap<string, SignalsAtEnd>;
  /** See `wholeDataOf`: one for all lanes. */
  readonly data: NamedTensorMap;
  put(lane: number, tensors: readonly Tensor[]): void;
  /** Clones of the tensors of a state. */
  take(lane: number): Tensor[];
  dispose(): void;
}

/** @param training the rules of its game are the program's, whatever its numbers and wherever it stands */
function packOf(
  { lanes, compile, draws, isGivenWhole }: PackedPlayerInput,
  { game: rules, state, lastStep, watched: firstWatched }: Omit<PackedTraining, 'step'>,
): Pack {
  const game: Game = { ...rules, optimizerD: rules.optimizerD.again(), optimizerG: rules.optimizerG.again() };
  const moving = tensorsOfState(state).map((tensor) => tidy(() => variable(tensor)));
  const places = new Map(tensorsOfState(state).map((tensor, index) => [tensor, index]));
  const begin = { game, state: fromTheStart(mapTensors(state, (tensor) => moving[places.get(tensor)!]!)), step: 0 };
  const constants = [...game.optimizerD.constants, ...game.optimizerG.constants];
  const variables = [...moving, ...constants];
  // The first one's own are gone before the pack is.
  const watched = firstWatched && mapTensors(firstWatched, (tensor) => keep(tensor.clone()));
  const watchedTensors = watched ? Object.values(givenToSignals(watched, undefined)) : [];
  const data = wholeDataOf(game, isGivenWhole);
  const kinds = new Map<string, Entry['source']>();
  const looks = new Map<string, SignalsAtEnd>();
  for (const [kind, step] of kindsAhead(game, 0, lastStep)) {
    const { source, atEnd } = entryOf({ game, draws, watched, data }, step, stateBeforeStep(begin, step), moving);
    kinds.set(kind, source);
    if (atEnd !== undefined) looks.set(kind, atEnd);
  }
  const active = scalar(true, 'bool');
  const sources = [...kinds].map(
    ([kind, source]) => [kind, { ...source, inputs: { ...source.inputs, active } }] as const,
  );
  const inputs = new Map([...kinds].map(([kind, source]) => [kind, shapesOf(source.inputs)]));
  const own = [...variables, ...watchedTensors, ...Object.values(data)];
  const examples = [active, ...[...kinds.values()].flatMap(examplesOf)];
  const program = disposedOnFault([...own, ...examples], () =>
    compile(Object.fromEntries(sources), {
      what: 'steps',
      variables,
      constants: watchedTensors,
      computes: 'unknown',
      lanes: { count: lanes, active: 'active', shared: Object.keys(data) },
    }),
  );
  if (program.mode === 'eager') for (const look of looks.values()) look.know();
  dispose(examples);

  return {
    program,
    variables,
    inputs,
    looks,
    data,

    put(lane, tensors) {
      const shapes = (all: readonly Tensor[]) => all.map(({ shape }) => `[${shape}]`).join(' ');
      if (shapes(tensors) !== shapes(variables)) {
        throw new RangeError(`a state of ${shapes(tensors)} has no place in a pack of ${shapes(variables)}`);
      }
      variables.forEach((one, index) => {
        one.assign(tensors[index] as never);
      });
      program.push(lane);
    },

    take(lane) {
      program.pull(lane);
      return moving.map((one) => one.clone());
    },

    dispose() {
      program.dispose();
      dispose(own);
    },
  };
}

/** With as many updates behind it as before the first step. */
function fromTheStart(state: GameState): GameState {
  const { d, g } = state;
  const fresh = (player: PlayerState) => ({ ...player, slots: { ...player.slots, updates: 0 } });
  return { ...state, d: fresh(d), g: fresh(g) };
}
