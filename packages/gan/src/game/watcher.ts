import { dispose, type NamedTensorMap, tidy } from '@tensorflow/tfjs-core';
import type { CompiledProgram, Compiler } from '../native/compiler.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import { feedingOf } from './feeding.ts';
import type { Game } from './game.ts';
import { mapTensors } from './mapTensors.ts';
import { type GameState, tensorsOfState } from './playerState.ts';

/** A look at the game that changes nothing: pure in state, step and what else it is given. */
export interface Look {
  readonly name: string;
  /** Every draw is one of `step`; of the state's counts it uses none. */
  readonly run: (game: Game, state: GameState, step: number, given: NamedTensorMap) => NamedTensorMap;
}

/** Takes looks. */
export interface Watcher {
  /** @returns tensors of the caller's */
  take(look: Look, state: GameState, step: number, given: NamedTensorMap): NamedTensorMap;
  dispose(): void;
}

/** Operation by operation. */
export function eagerWatcher(game: Game): Watcher {
  return {
    take: ({ run }, state, step, given) => tidy(() => run(game, state, step, given)),
    dispose: () => undefined,
  };
}

/** Programs of looks that trainings of one structure take turns with. */
export interface SharedLooks {
  readonly programs: Map<string, CompiledProgram>;
  dispose(): void;
}

export function sharedLooks(): SharedLooks {
  const programs = new Map<string, CompiledProgram>();
  return {
    programs,
    dispose() {
      for (const program of programs.values()) program.dispose();
      programs.clear();
    },
  };
}

interface CompiledWatcherInput {
  readonly game: Game;
  readonly compile: Compiler;
  readonly draws: SeededDraws;
  /** Taken from and added to where there are others who look. */
  readonly shared?: SharedLooks;
}

/** Each look as a program of its own, from its first time on: state, keys and numbers are fed. */
export function compiledWatcher(input: CompiledWatcherInput): Watcher {
  const { game } = input;
  const programs = new Map<string, CompiledLook>();
  return {
    take(look, state, step, given) {
      // Looks that run other operations are other programs.
      const kind = [look.name, game.noise(step) > 0, ...Object.keys(given)].join();
      let program = programs.get(kind);
      if (program === undefined) {
        program = compiledLook(input, { ...look, kind }, { state, step, given });
        programs.set(kind, program);
      }
      return program.take(state, step, given);
    },

    dispose() {
      for (const program of programs.values()) program.dispose();
      programs.clear();
    },
  };
}

interface CompiledLook extends Pick<CompiledProgram, 'dispose'> {
  take(state: GameState, step: number, given: NamedTensorMap): NamedTensorMap;
}

function compiledLook(
  { game, compile, draws, shared }: CompiledWatcherInput,
  { name, run, kind }: Look & { readonly kind: string },
  { state, step, given }: { readonly state: GameState; readonly step: number; readonly given: NamedTensorMap },
): CompiledLook {
  const places = new Map(tensorsOfState(state).map((tensor, index) => [tensor, index]));
  const feeding = feedingOf({ game, draws, step }, (fed) => run(fed, state, step, given));
  const told = feeding.told(step);
  const looking = (fed: NamedTensorMap) => {
    const stateFed = mapTensors(state, (tensor) => fed[`state${places.get(tensor)}`]!);
    return run(feeding.game(fed), stateFed, step, fed);
  };
  const inputs = { ...told, ...stateNamed(state), ...given };
  const known = shared?.programs.get(kind);
  const isSame = known !== undefined && serves(known, name, looking);
  const program = isSame
    ? known
    : compile({ [name]: { run: looking, inputs } }, { what: name, variables: [], constants: [] });
  // Operation by operation it is the look of this game alone.
  const isShared = isSame || (known === undefined && program.mode !== 'eager' && shared !== undefined);
  if (isShared) shared!.programs.set(kind, program);
  dispose(told);
  return {
    take: (now, at, seen) => tidy(() => program.call(name, { ...feeding.told(at), ...stateNamed(now), ...seen })),
    dispose() {
      if (!isShared) program.dispose();
    },
  };
}

function serves(program: CompiledProgram, name: string, run: (fed: NamedTensorMap) => NamedTensorMap): boolean {
  try {
    program.requireSame(name, run, []);
    return true;
  } catch {
    return false;
  }
}

function stateNamed(state: GameState): NamedTensorMap {
  return Object.fromEntries(tensorsOfState(state).map((tensor, index) => [`state${index}`, tensor]));
}
