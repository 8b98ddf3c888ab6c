import { concat, dispose, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Game } from '../game/game.ts';
import { type Latent, latentWith } from '../game/latent.ts';
import { askedLabel } from './askedLabel.ts';

/** z of evaluations is a function of this constant alone. */
const evaluationSeed = 0xe7a1;
/** With another number z would be another, and scores would no longer compare with earlier ones. */
const drawnAtOnce = 500;

/** What every evaluation of a training starts from: `samples` latent vectors, the same each time, drawn at the first. */
export interface EvaluationLatents {
  /** In pieces, so that not all samples of a large network have to be there at once. */
  pieces(game: Game): readonly Latent[];
  dispose(): void;
}

/** @param inOne as a single piece */
export function evaluationLatents(samples: number, { inOne }: { readonly inOne: boolean }): EvaluationLatents {
  let kept: readonly Latent[] | undefined;
  return {
    pieces(game) {
      kept ??= tidy(() => (inOne ? [joined(drawn(game, samples))] : drawn(game, samples)) as never);
      return kept!;
    },
    dispose() {
      dispose(kept?.flatMap(({ z, labels }) => (labels === undefined ? [z] : [z, labels])) ?? []);
      kept = undefined;
    },
  };
}

function drawn(game: Game, samples: number): Latent[] {
  return Array.from({ length: Math.ceil(samples / drawnAtOnce) }, (_, step) => {
    const offset = step * drawnAtOnce;
    const count = Math.min(drawnAtOnce, samples - offset);
    const key = { seed: evaluationSeed, purpose: 'z-for-eval', step } as const;
    return latentWith(game, count, key, (index) => askedLabel(game.classes, offset + index, samples));
  });
}

function joined(pieces: readonly Latent[]): Latent {
  const labels = pieces.flatMap((piece) => piece.labels ?? []);
  const z = concat(pieces.map((piece) => piece.z)) as Tensor2D;
  return labels.length === 0 ? { z } : { z, labels: concat(labels) as Tensor2D };
}
