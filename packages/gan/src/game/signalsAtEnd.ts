import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { type FeedingInput, feedingAsUsed } from './feeding.ts';
import { mapTensors } from './mapTensors.ts';
import { type GameState, standing } from './playerState.ts';
import { givenToSignals, leftBy, signals, type Watched } from './readSignals.ts';
import type { LastStep } from './stepPlayer.ts';

/** Reports for which a player sees the signals itself, at the end of the call whose last step is reported. */
export interface Reporting {
  readonly watched: Watched;
  /** Whether a report follows that step. */
  isDue(step: number): boolean;
}

/** The look of a report as the end of a call. */
export interface SignalsAtEnd {
  readonly epilogue: {
    readonly run: (given: NamedTensorMap) => NamedTensorMap;
    readonly inputs: Readonly<Record<string, Tensor>>;
    readonly traces: 'once';
  };
  /** What it is fed where it is taken after a step. */
  told(step: number): NamedTensorMap;
}

/** @param state has the structure of what stands then, by whose paths the call gives it */
export function signalsAtEnd(
  { game, draws, step }: Omit<FeedingInput, 'most'>,
  state: GameState,
  { watched }: Reporting,
): SignalsAtEnd {
  const feeding = feedingAsUsed({ game, draws, step, most: signals.asks! });
  return {
    told: feeding.told,
    epilogue: {
      inputs: feeding.told(step),
      // Whether the look is the same from call to call is tested once for all.
      traces: 'once',
      run(given) {
        const after = mapTensors(standing(state), (_, path) => given[path]!);
        const left = leftBy(given as unknown as LastStep, after);
        return signals.run(feeding.game(given), after, step, givenToSignals(watched, left));
      },
    },
  };
}
