import { type NamedTensorMap, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type FeedingInput, feedingAsUsed } from './feeding.ts';
import type { Game } from './game.ts';
import { type GameState, standing } from './playerState.ts';
import { givenToSignals, signals, type Watched } from './readSignals.ts';
import type { LastStep } from './stepPlayer.ts';

/** The look of a report as the end of a call, which alone is given what the last step saw. */
export interface SignalsAtEnd {
  readonly epilogue: {
    readonly run: (given: NamedTensorMap) => NamedTensorMap;
    readonly inputs: Readonly<Record<string, Tensor>>;
    readonly traces: 'once';
    readonly inner: readonly (keyof LastStep)[];
  };
  /** What it is fed where it is taken after a step. */
  told(step: number): NamedTensorMap;
  /** The same of another game of the structure. */
  toldOf(other: Game): SignalsAtEnd['told'];
  /** Tracing it tells what it asks for; where it is not traced this has to, before it is told anything. */
  know(): void;
}

/** @param state the tensors in which the call leaves what stands then */
export function signalsAtEnd(
  { game, draws, step }: Omit<FeedingInput, 'most'>,
  state: GameState,
  watched: Watched,
): SignalsAtEnd {
  const feeding = feedingAsUsed({ game, draws, step, most: signals.asks! });
  const run: SignalsAtEnd['epilogue']['run'] = (given) =>
    signals.run(feeding.game(given), standing(state), step, { ...given, ...givenToSignals(watched, undefined) });
  return {
    told: feeding.told,
    toldOf: (other) => feeding.of(other)!.told,
    know: () => tidy(() => void run(feeding.told(step))),
    epilogue: {
      inputs: feeding.told(step),
      // Whether the look is the same from call to call is tested once for all.
      traces: 'once',
      inner: ['dGradient', 'gGradient', 'dBefore', 'gBefore'],
      run,
    },
  };
}
