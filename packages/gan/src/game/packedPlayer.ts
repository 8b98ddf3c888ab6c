import type { ExecutionMode } from '@seesaw/shared/executionMode';
import {
  concat,
  dispose,
  type NamedTensorMap,
  reshape,
  scalar,
  type Tensor,
  tensor2d,
  tidy,
  transpose,
  unstack,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import {
  type CompiledPlayerInput,
  type Entry,
  entryOf,
  kindOf,
  mostInOneCall,
  stateBeforeStep,
} from './compiledPlayer.ts';
import { mapTensors } from './mapTensors.ts';
import { type GameState, tensorsOfState } from './playerState.ts';
import { rowsOfSteps } from './realBatches.ts';
import type { StepPlayerInput, StepsPlayed } from './stepPlayer.ts';

export interface PackedPlayerInput extends Pick<CompiledPlayerInput, 'compile' | 'draws' | 'lastStep'> {
  readonly lanes: number;
}

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
   * Takes over the state of a training, in a lane that is free. The first one is what the program is made of.
   * @throws RangeError where its tensors or what it is fed have other shapes than those of the first
   */
  join(lane: number, training: StepPlayerInput): void;
  /** After the last step of a lane's training; its tensors are the caller's. */
  stateOf(lane: number): GameState;
  leave(lane: number): void;
  /**
   * One call: of those lanes whose next step is of the kind that most of them come to, some steps, of all as many; no host read.
   * @param wanted the most steps that a lane is to play, for lanes that are to play any
   * @returns what they left; a lane that is missing plays in a later call
   */
  play(wanted: ReadonlyMap<number, number>): ReadonlyMap<number, StepsPlayed>;
  dispose(): void;
}

/** A training in its lane; the tensors of its state are the program's. */
interface Seat extends StepPlayerInput {
  /** The last step that it played. */
  last: number;
  readonly entries: Map<string, Entry>;
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

  /** What a training is fed in steps of a kind. */
  function entryFor(seat: Seat, kind: string): Entry {
    const known = seat.entries.get(kind);
    if (known !== undefined) return known;
    const step = seat.last + 1;
    const entry = entryOf({ game: seat.game, draws }, step, stateBeforeStep(seat, step), pack!.variables);
    const { inputs } = entry.source;
    const shapes = (all: NamedTensorMap) => Object.entries(all).map(([name, { shape }]) => `${name} [${shape}]`);
    const [found, expected] = [shapes(inputs), pack!.inputs.get(kind)?.map(([name, shape]) => `${name} [${shape}]`)];
    dispose(Object.values(inputs));
    if (String(found) !== String(expected)) {
      throw new RangeError(
        `a step ${kind} takes ${found.join(', ')}, and in this pack ${expected?.join(', ') ?? 'none is'}`,
      );
    }
    seat.entries.set(kind, entry);
    return entry;
  }

  /** Of steps of a lane, one behind the other. */
  function fedTo(seat: Seat, kind: string, count: number): NamedTensorMap {
    const steps = Array.from({ length: count }, (_, index) => seat.last + 1 + index);
    const rows = rowsOfSteps(
      seat.game,
      steps.map((step) => stateBeforeStep(seat, step)),
    );
    return { ...entryFor(seat, kind).told(...steps), ...rows };
  }

  /** [steps, lanes, ...shape] of what each lane is fed, one step behind the other. */
  function joined(ofLanes: readonly Tensor[], steps: number, shape: readonly number[]): Tensor {
    const all = concat([...ofLanes], 0);
    if (steps === 1) return reshape(all, [1, lanes, ...shape]);
    const axes = [1, 0, ...shape.map((_, axis) => axis + 2)];
    return transpose(reshape(all, [lanes, steps, ...shape]), axes);
  }

  return {
    get mode() {
      return pack?.program.mode;
    },

    join(lane, { game, state, step }) {
      if (!Number.isInteger(lane) || lane < 0 || lane >= lanes) throw new RangeError(`there is no lane ${lane}`);
      if (seats.has(lane)) throw new RangeError(`lane ${lane} is taken`);
      pack ??= packOf(input, { game, state, step });
      const tensors = [...tensorsOfState(state), ...game.optimizerD.constants, ...game.optimizerG.constants];
      pack.put(lane, tensors);
      const places = new Map<Tensor, number>(tensors.map((tensor, index) => [tensor, index]));
      const held = mapTensors(state, (tensor) => pack!.variables[places.get(tensor)!]!);
      dispose(tensorsOfState(state));
      seats.set(lane, { game, state: held, step, last: step, entries: new Map() });
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

    play(wanted) {
      const kinds = new Map<string, number[]>();
      for (const lane of [...wanted.keys()].sort((a, b) => a - b)) {
        const { game, last } = seatOf(lane);
        const kind = kindOf(game, last + 1);
        kinds.set(kind, [...(kinds.get(kind) ?? []), lane]);
      }
      const [[kind, playing] = ['', []]] = [...kinds].sort(([, a], [, b]) => b.length - a.length);
      if (playing.length === 0) return new Map();
      const inARow = (lane: number) => {
        const { game, last } = seatOf(lane);
        let count = 1;
        while (count < Math.min(wanted.get(lane)!, mostInOneCall) && kindOf(game, last + count + 1) === kind)
          count += 1;
        return count;
      };
      const steps = Math.min(...playing.map(inARow));
      const left = tidy(() => {
        const fed = new Map(playing.map((lane) => [lane, fedTo(seatOf(lane), kind, steps)]));
        // A lane that stands still computes all the same, with numbers of another.
        const anyones = fed.get(playing[0]!)!;
        const all = Array.from({ length: lanes }, (_, lane) => fed.get(lane) ?? anyones);
        const inputs = pack!.inputs.get(kind)!.map(([name, shape]) => [
          name,
          joined(
            all.map((one) => one[name]!),
            steps,
            shape,
          ),
        ]);
        const active = Array.from({ length: steps * lanes }, (_, index) => fed.has(index % lanes));
        const outputs = pack!.program.call(kind, {
          ...Object.fromEntries(inputs),
          active: tensor2d(active, [steps, lanes], 'bool'),
        });
        const apart = Object.entries(outputs).map(([name, output]) => [
          name,
          unstack(output, everyStep.includes(name) ? 1 : 0),
        ]);
        return playing.map((lane) =>
          Object.fromEntries(apart.map(([name, ofLanes]) => [name, ofLanes![lane as never]])),
        ) as never;
      }) as unknown as Omit<StepsPlayed, 'steps'>[];
      for (const lane of playing) seatOf(lane).last += steps;
      return new Map(playing.map((lane, place) => [lane, { ...left[place]!, steps }]));
    },

    dispose() {
      seats.clear();
      pack?.dispose();
      pack = undefined;
    },
  };
}

/** Outputs that come back of every step. */
const everyStep: readonly string[] = ['dLoss', 'gLoss'];

/** The program of a pack, and the variables through which states go in and out. */
interface Pack {
  readonly program: ReturnType<CompiledPlayerInput['compile']>;
  readonly variables: readonly Variable[];
  /** Of each kind of step, with the shapes of one step. */
  readonly inputs: ReadonlyMap<string, readonly (readonly [string, readonly number[]])[]>;
  put(lane: number, tensors: readonly Tensor[]): void;
  /** Clones of the tensors of a state. */
  take(lane: number): Tensor[];
  dispose(): void;
}

function packOf(
  { lanes, compile, draws, lastStep }: PackedPlayerInput,
  { game, state, step: first }: StepPlayerInput,
): Pack {
  const moving = tensorsOfState(state).map((tensor) => tidy(() => variable(tensor)));
  const places = new Map(tensorsOfState(state).map((tensor, index) => [tensor, index]));
  const held = mapTensors(state, (tensor) => moving[places.get(tensor)!]!);
  const constants = [...game.optimizerD.constants, ...game.optimizerG.constants];
  const variables = [...moving, ...constants];
  const kinds = new Map<string, Entry['source']>();
  for (let step = first + 1; step <= lastStep; step++) {
    const kind = kindOf(game, step);
    if (kinds.has(kind)) continue;
    const { source } = entryOf(
      { game, draws },
      step,
      stateBeforeStep({ game, state: held, step: first }, step),
      moving,
    );
    kinds.set(kind, source);
  }
  const active = scalar(true, 'bool');
  const sources = [...kinds].map(
    ([kind, source]) => [kind, { ...source, inputs: { ...source.inputs, active } }] as const,
  );
  const inputs = new Map(
    [...kinds].map(([kind, source]) => [
      kind,
      Object.entries(source.inputs).map(([name, { shape }]) => [name, shape] as const),
    ]),
  );
  const program = compile(Object.fromEntries(sources), {
    what: 'steps',
    variables,
    constants: [],
    lanes: { count: lanes, active: 'active' },
  });
  dispose([active, ...[...kinds.values()].flatMap((source) => Object.values(source.inputs))]);

  /** The game that the program is made of has its own constants, whoever else's go through them. */
  function keepingConstants<T>(work: () => T): T {
    const own = constants.map((one) => one.clone());
    const result = work();
    constants.forEach((one, index) => {
      one.assign(own[index] as never);
    });
    dispose(own);
    return result;
  }

  return {
    program,
    variables,
    inputs,

    put(lane, tensors) {
      const shapes = (all: readonly Tensor[]) => all.map(({ shape }) => `[${shape}]`).join(' ');
      if (shapes(tensors) !== shapes(variables)) {
        throw new RangeError(`a state of ${shapes(tensors)} has no place in a pack of ${shapes(variables)}`);
      }
      keepingConstants(() => {
        const values = tensors.map((tensor) => tensor.clone());
        variables.forEach((one, index) => {
          one.assign(values[index] as never);
        });
        dispose(values);
        program.push(lane);
      });
    },

    take: (lane) =>
      keepingConstants(() => {
        program.pull(lane);
        return moving.map((one) => one.clone());
      }),

    dispose() {
      program.dispose();
      dispose(moving);
    },
  };
}
