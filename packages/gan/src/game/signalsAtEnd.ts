import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { type FeedingInput, feedingAsUsed } from './feeding.ts';
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
}

/** @param state the tensors in which the call leaves what stands then */
export function signalsAtEnd(
  { game, draws, step }: Omit<FeedingInput, 'most'>,
  state: GameState,
  watched: Watched,
): SignalsAtEnd {
  const feeding = feedingAsUsed({ game, draws, step, most: signals.asks! });
  return {
    told: feeding.told,
    epilogue: {
      inputs: feeding.told(step),
      // Whether the look is the same from call to call is tested once for all.
      traces: 'once',
      inner: ['dGradient', 'gGradient', 'dBefore', 'gBefore'],
      run: (given) =>
        signals.run(feeding.game(given), standing(state), step, { ...given, ...givenToSignals(watched, undefined) }),
    },
  };
}
