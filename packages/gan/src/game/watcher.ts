import { dispose, type NamedTensorMap, tidy } from '@tensorflow/tfjs-core';
import type { Compiler } from '../native/compiler.ts';
import type { SeededDraws } from '../random/seededDraws.ts';
import { type Asks, feedingAsUsed, feedingNothing, feedingOf } from './feeding.ts';
import type { Game } from './game.ts';
import { mapTensors, tensorsByPath } from './mapTensors.ts';
import type { GameState } from './playerState.ts';
import type { LookProgram, SharedLooks } from './sharedLooks.ts';

/** A look at the game that changes nothing: pure in state, step and what else it is given. */
export interface Look<State = GameState> {
  readonly name: string;
  /** What it takes at most, and is fed. Any other look is given all that it uses. */
  readonly asks?: Asks;
  /** By which rules, where not by those of the training. */
  readonly rules?: (game: Game) => Game;
  /** Every draw is one of `step`; of the state's counts it uses none. */
  readonly run: (game: Game, state: State, step: number, given: NamedTensorMap) => NamedTensorMap;
}

/** Takes looks. */
export interface Watcher {
  /** @returns tensors of the caller's */
  take<State>(look: Look<State>, state: State, step: number, given: NamedTensorMap): NamedTensorMap;
  dispose(): void;
}

/** Operation by operation. */
export function eagerWatcher(game: Game): Watcher {
  return {
    take: ({ rules, run }, state, step, given) => tidy(() => run(rules?.(game) ?? game, state, step, given)),
    dispose: () => undefined,
  };
}

interface CompiledWatcherInput {
  readonly game: Game;
  readonly compile: Compiler;
  readonly draws: SeededDraws;
  /** Where others who look at games of its structure use the same programs; a structure's name is everything that is not fed. */
  readonly shared?: { readonly looks: SharedLooks; readonly structure: string };
}

/** Each look as a program of its own, from its first time on: state, keys and numbers are fed. */
export function compiledWatcher(input: CompiledWatcherInput): Watcher {
  const programs = new Map<string, CompiledLook>();
  return {
    take(look, state, step, given) {
      const game = look.rules?.(input.game) ?? input.game;
      // Looks that run other operations are other programs.
      const kind = [look.name, game.noise(step) > 0, ...Object.keys(given)].join();
      let program = programs.get(kind);
      if (program === undefined) {
        program = compiledLook({ ...input, game }, { ...look, kind }, { state, step, given });
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

interface CompiledLook {
  take(state: unknown, step: number, given: NamedTensorMap): NamedTensorMap;
  dispose(): void;
}

function compiledLook<State>(
  { game, compile, draws, shared }: CompiledWatcherInput,
  { name, asks, run, kind }: Look<State> & { readonly kind: string },
  { state, step, given }: { readonly state: State; readonly step: number; readonly given: NamedTensorMap },
): CompiledLook {
  const asking = asks !== undefined && { game, draws, step, most: asks };
  let own: LookProgram | undefined;
  const make = (): LookProgram => {
    const feeding = asking ? feedingAsUsed(asking) : feedingNothing(game);
    const told = feeding.told(step);
    const looking = (fed: NamedTensorMap) => {
      const stateFed = mapTensors(state, (_, path) => fed[path]!);
      return run(feeding.game(fed), stateFed, step, fed);
    };
    const inputs = { ...told, ...tensorsByPath(state), ...given };
    try {
      const program = compile(
        { [name]: { run: looking, inputs } },
        // Whether a look is the same from call to call is tested once for all.
        { what: name, variables: [], constants: [], traces: 'once', computes: 'unknown', rewritten: false },
      );
      own = { program, feeding };
      return own;
    } finally {
      dispose(told);
    }
  };
  const shapes = Object.entries({ ...tensorsByPath(state), ...given }).map(
    ([input, { shape }]) => `${input}[${shape}]`,
  );
  const look = shared === undefined ? make() : shared.looks.take([shared.structure, kind, ...shapes].join(' '), make);
  // Tracing may have ended early where it runs operation by operation.
  const known = look !== own ? look.feeding.of(game) : look.program.mode === 'eager' ? undefined : look.feeding;
  const { told } = known ?? (asking ? feedingOf(asking, (fed) => run(fed, state, step, given)) : look.feeding);
  return {
    take: (now, at, seen) => tidy(() => look.program.call(name, { ...told(at), ...tensorsByPath(now), ...seen })),
    dispose: () => (shared === undefined ? look.program.dispose() : shared.looks.release(look)),
  };
}
