import { partsOfDataset } from '@seesaw/shared/datasetName';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { dispose, tidy } from '@tensorflow/tfjs-core';
import { heldOutBatch } from './data/heldOut.ts';
import { requireBatch } from './data/requireBatch.ts';
import { trainedOnBatch } from './data/trainedOn.ts';
import type { TrainingData } from './data/trainingData.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { balanceMetrics } from './game/balanceMetrics.ts';
import { compiledPlayer } from './game/compiledPlayer.ts';
import { drawSamples, type SampleSet } from './game/drawSamples.ts';
import type { Game } from './game/game.ts';
import { gameOfConfig } from './game/gameOfConfig.ts';
import { numberIn } from './game/knobs.ts';
import { freshState, type GameState } from './game/playerState.ts';
import { readSignals, type Watched } from './game/readSignals.ts';
import { shownNumbers } from './game/shownNumbers.ts';
import { eagerPlayer, type StepsPlayed } from './game/stepPlayer.ts';
import { compiledWatcher, eagerWatcher, type Watcher } from './game/watcher.ts';
import { type Evaluator, evaluatorOf } from './metrics/evaluator.ts';
import type { FeatureNet } from './metrics/featureNet.ts';
import type { Compiler } from './native/compiler.ts';
import type { RandomSource } from './random/randomSource.ts';
import type { SeededDraws } from './random/seededDraws.ts';
import { restoreGame, saveGame } from './state/gameTensors.ts';
import type { PlainTensors } from './state/safetensors.ts';

/** Real samples of each kind behind balance/*: held-out ones, and ones that D learns from. */
const watchedSamples = 256;

/**
 * How often in a training a look at it has to be taken before compiling it has paid: to compile one costs about what it saves at
 * six times (cgan's diagnostics: 0.2 s operation by operation, 0.03 s compiled), and the next trial of that structure saves it too.
 */
const timesWorthCompiling = 5;

/** One trial being trained. Everything is synchronous; nothing but `trainStep` and `restore` changes it. */
export interface Training {
  /** Finished steps. */
  readonly step: number;
  /** How steps really run; undefined until the first since it was made or restored has shown it. */
  readonly mode: ExecutionMode | undefined;
  /** First step whose losses were not finite, known after the next `readMetrics`; null as long as all were. */
  readonly divergedAt: number | null;
  /** `count` rounds of the game; no host read. How steps are divided into calls changes no bit; larger ones are faster. */
  trainStep(count?: number): void;
  /**
   * The cheap metrics of the last step; waits for the device. NaN and ±Inf are reported as they are, and once there was
   * one the losses are those of the first such step.
   */
  readMetrics(): Record<string, number>;
  /** eval/*: fixed number of samples, fixed z. */
  evaluate(): Record<string, number>;
  /** What progress is measured by, at step 0: eval/* of samples that know nothing of the data. */
  evaluateUntrained(): Record<string, number>;
  /** The diagnostics that cost too much for `readMetrics`: about a dozen steps' time. */
  diagnose(): Record<string, number>;
  sample(): SampleSet;
  /** Everything needed to go on bit for bit, keys sorted. */
  save(): PlainTensors;
  restore(tensors: PlainTensors): void;
  dispose(): void;
}

export interface TrainingInput {
  readonly config: TrialConfig;
  readonly data: TrainingData;
  readonly random: RandomSource;
  /** Needed to evaluate images. */
  readonly features?: FeatureNet;
  /** Other rules than those of the configuration, such as players whose way is known by hand. */
  readonly game?: Game;
  /** Steps are compiled with this; each operation runs by itself when absent. */
  readonly compiled?: { readonly compile: Compiler; readonly draws: SeededDraws };
}

export function createTraining(input: TrainingInput): Training {
  const { config, data, random, features } = input;
  requireBatch(data, numberIn(config, 'batch_size'));
  const game = input.game ?? gameOfConfig(config, data, random);
  // Nobody but whoever trains on a folder has its pictures: the first sample shows them to all others.
  const isOwnData = partsOfDataset(config.dataset).folder !== undefined;
  const watched: Watched = {
    heldOut: heldOutBatch(data, watchedSamples, game.classes, random),
    trainedOn: trainedOnBatch(data, watchedSamples, game),
  };
  const reports = watcherFor('log_every');
  const evaluations = watcherFor('eval_every');
  const diagnostics = createDiagnostics(game, evaluations, watched.heldOut);
  const evaluator: Evaluator = evaluatorOf({ data, samples: numberIn(config, 'eval_samples'), random, features });
  let step = 0;
  let divergedAt: number | null = null;
  let last: StepsPlayed | undefined;
  /** Losses since the last `readMetrics`: they stay on the device until then. */
  let unread: Pick<StepsPlayed, 'dLoss' | 'gLoss'>[] = [];
  let player = playerFrom(tidy(() => freshState(game) as never));

  function watcherFor(every: 'log_every' | 'eval_every'): Watcher {
    const times = config.steps / numberIn(config, every);
    return input.compiled === undefined || times < timesWorthCompiling
      ? eagerWatcher(game)
      : compiledWatcher({ game, ...input.compiled });
  }

  function playerFrom(state: GameState) {
    const begin = { game, state, step };
    return input.compiled === undefined
      ? eagerPlayer(begin)
      : compiledPlayer({ ...begin, ...input.compiled, lastStep: config.steps });
  }

  function forgetLast(): void {
    if (last !== undefined) dispose([last.dGradient, last.gGradient, last.dBefore, last.gBefore]);
    last = undefined;
  }

  function forgetUnread(): void {
    forgetLast();
    dispose(unread.flatMap(({ dLoss, gLoss }) => [dLoss, gLoss]));
    unread = [];
  }

  return {
    get step() {
      return step;
    },
    get mode() {
      return player.mode;
    },
    get divergedAt() {
      return divergedAt;
    },

    trainStep(count = 1) {
      const end = step + count;
      while (step < end) {
        const played = player.play(step + 1, end - step);
        step += played.steps;
        forgetLast();
        last = played;
        unread.push(played);
      }
    },

    readMetrics() {
      const { state } = player;
      const gradients = last === undefined ? [] : [last.dGradient, last.gGradient];
      const moves =
        last === undefined
          ? []
          : [
              { from: last.dBefore, to: state.d.weights },
              { from: last.gBefore, to: state.g.weights },
            ];
      const shown = shownNumbers(state);
      const others = Object.values(shown);
      const signals = readSignals({ game, watcher: reports, watched }, state, step, {
        losses: [...unread.map(({ dLoss }) => dLoss), ...unread.map(({ gLoss }) => gLoss)],
        gradients,
        others,
        moves,
      });
      const values: Record<string, number> = Object.fromEntries(
        Object.keys(shown).map((name, i) => [name, signals.others[i]!]),
      );
      if (last !== undefined) {
        const { losses, gradientNorms, updateRatios } = signals;
        const steps = losses.length / 2;
        const [d, g] = [losses.subarray(0, steps), losses.subarray(steps)];
        const firstBad = d.findIndex((loss, i) => !Number.isFinite(loss + g[i]!));
        if (firstBad >= 0 && divergedAt === null) divergedAt = step - steps + 1 + firstBad;
        const told = firstBad < 0 ? steps - 1 : firstBad;
        values['train/d_loss'] = d[told]!;
        values['train/g_loss'] = g[told]!;
        values['balance/grad_norm_d'] = gradientNorms[0]!;
        values['balance/grad_norm_g'] = gradientNorms[1]!;
        values['balance/update_ratio_d'] = updateRatios[0]!;
        values['balance/update_ratio_g'] = updateRatios[1]!;
        forgetUnread();
      }
      return { ...values, ...balanceMetrics(game, signals) };
    },

    evaluate: () => evaluator.evaluate(game, player.state),
    evaluateUntrained: () => evaluator.evaluateUntrained(game, player.state),
    diagnose: () => diagnostics(player.state, step),
    sample: () => drawSamples(game, player.state, data, { withReal: isOwnData && step === 0 }),
    save: () => saveGame(game, player.state, step),

    restore(tensors) {
      const restored = restoreGame(game, tensors);
      player.dispose();
      forgetUnread();
      divergedAt = null;
      step = restored.step;
      player = playerFrom(restored.state);
    },

    dispose() {
      forgetUnread();
      player.dispose();
      reports.dispose();
      evaluations.dispose();
      dispose([...Object.values({ ...watched.heldOut }), ...Object.values({ ...watched.trainedOn })]);
      game.optimizerD.dispose();
      game.optimizerG.dispose();
      evaluator.dispose();
    },
  };
}
