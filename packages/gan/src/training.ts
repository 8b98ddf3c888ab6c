import { partsOfDataset } from '@seesaw/shared/datasetName';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { dispose, tidy } from '@tensorflow/tfjs-core';
import { packKey } from './catalog/packKey.ts';
import { evenBatch } from './data/evenBatch.ts';
import { heldOutBatch } from './data/heldOut.ts';
import { requireBatch } from './data/requireBatch.ts';
import type { TrainingData } from './data/trainingData.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { balanceMetrics, stepMetrics } from './game/balanceMetrics.ts';
import { compiledPlayer } from './game/compiledPlayer.ts';
import { drawSamples, type SampleSet } from './game/drawSamples.ts';
import type { Asks } from './game/feeding.ts';
import type { Game } from './game/game.ts';
import { gameOfConfig } from './game/gameOfConfig.ts';
import { addedNumber, numberIn } from './game/knobs.ts';
import type { PackedTraining } from './game/packedPlayer.ts';
import { freshState, type GameState, standing } from './game/playerState.ts';
import { readSignals, type Watched } from './game/readSignals.ts';
import type { SharedLooks } from './game/sharedLooks.ts';
import { shownNumbers } from './game/shownNumbers.ts';
import { eagerPlayer, type StepPlayer } from './game/stepPlayer.ts';
import { type StepsLeft, stepsLeft } from './game/stepsLeft.ts';
import type { LanePlayer, TrainingPack } from './game/trainingPack.ts';
import { compiledWatcher, eagerWatcher, type Watcher } from './game/watcher.ts';
import { type Evaluator, evaluatorOf } from './metrics/evaluator.ts';
import type { FeatureNet } from './metrics/featureNet.ts';
import type { Compiler } from './native/compiler.ts';
import type { RandomSource } from './random/randomSource.ts';
import type { SeededDraws } from './random/seededDraws.ts';
import { restoreGame, saveGame } from './state/gameTensors.ts';
import type { PlainTensors } from './state/safetensors.ts';

/** Held-out real samples behind balance/* and the diagnostics of evaluations. */
const watchedSamples = 256;

/** Images that D learns from, for what it knows of them better than of those. */
const watchedOfTraining = 128;

/**
 * How often in a training a look at it has to be taken for it to be compiled. Compiled, diagnostics of dense players take a fifth
 * of their time (ring 0.01 s instead of 0.05), those of convolutional ones two thirds (dcgan 0.34 instead of 0.5). Compiling takes
 * what five to nine times save, but a fifth of that where a training of the same structure came before, which is so in most sweeps.
 */
const timesWorthCompiling = 3;

type Interval = 'log_every' | 'eval_every' | 'sample_every';

/** One trial being trained; nothing but `trainStep` and `restore` changes it. Alone everything is synchronous. */
export interface Training<Stepped = void> {
  /** Finished steps. */
  readonly step: number;
  /** How steps really run; undefined until the first since it was made or restored has shown it. */
  readonly mode: ExecutionMode | undefined;
  /** First step whose losses were not finite, known after the next `readMetrics`; null as long as all were. */
  readonly divergedAt: number | null;
  /** What its steps took so far; in a lane, what those of all lanes took in the calls in which it played. */
  readonly steppingMs: number;
  /** `count` rounds of the game; no host read. How steps are divided into calls changes no bit; larger ones are faster. */
  trainStep(count?: number, options?: StepOptions): Stepped;
  /**
   * The cheap metrics of the last step; waits for the device. NaN and ±Inf are reported as they are, and once there was
   * one the losses are those of the first such step. Gradient norms and update ratios only of steps that are reported.
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

export interface StepOptions {
  /** Whether all metrics of the last step may be asked for, which is then looked at in the same call; true where absent. */
  readonly isReported?: boolean;
}

/** Its steps are played together with those of others; all else is its own. */
export interface LaneTraining extends Training<Promise<void>> {
  /** Takes its lane, which its first step would do; for who has another way where it cannot: see `LanePlayer.join`. */
  join(): void;
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
  readonly compiled?: Compiled;
}

interface Compiled {
  readonly compile: Compiler;
  readonly draws: SeededDraws;
  /** Of all trainings for which `compile` does the same. */
  readonly looks?: SharedLooks;
  /** Likewise: see `CompiledPlayerInput`. */
  readonly asked?: Map<string, Asks>;
  /** Of steps alone, see `CompiledPlayerInput`; in lanes as the pack says. */
  readonly isGivenWhole?: boolean;
}

export interface LaneTrainingInput extends TrainingInput {
  /** Compiles what it is looked at with; its steps are the pack's. */
  readonly compiled: Compiled;
  readonly pack: TrainingPack;
  /** Of the pack; free from its first step on. */
  readonly lane: number;
}

export function createTraining(input: TrainingInput): Training {
  return trainingOf<StepPlayer, void>({
    ...input,
    playerFrom({ watched, ...begin }) {
      if (input.compiled === undefined) return eagerPlayer(begin);
      const { compile, draws, asked: known, isGivenWhole = false } = input.compiled;
      const isShared = known !== undefined && input.game === undefined;
      const asked = isShared && { structure: packKey(input.config), known };
      const isWatched = isWorthCompiling(input.config, 'log_every');
      return compiledPlayer({
        ...begin,
        compile,
        draws,
        isGivenWhole,
        ...(asked && { asked }),
        ...(isWatched && { watched }),
      });
    },
    steps(now, count, isReported) {
      const end = now.step + count;
      while (now.step < end) {
        const start = performance.now();
        const played = now.player.play(now.step + 1, end - now.step, isReported);
        now.took(stepsLeft(played, performance.now() - start));
      }
    },
  });
}

export function createLaneTraining({ pack, lane, ...input }: LaneTrainingInput): LaneTraining {
  let player: LanePlayer | undefined;
  const training = trainingOf<LanePlayer, Promise<void>>({
    ...input,
    playerFrom(begin) {
      player = pack.player(lane, begin);
      return player;
    },
    async steps(now, count, isReported) {
      const end = now.step + count;
      while (now.step < end) now.took(await now.player.play(now.step + 1, end - now.step, isReported));
    },
  });
  return Object.assign(training, { join: () => player?.join() });
}

interface Playing<Player> {
  readonly player: Player;
  readonly step: number;
  took(left: StepsLeft): void;
}

interface PlayedInput<Player, Stepped> extends TrainingInput {
  playerFrom(begin: PackedTraining): Player;
  steps(now: Playing<Player>, count: number, isReported: boolean): Stepped;
}

function trainingOf<Player extends Pick<StepPlayer, 'mode' | 'state' | 'dispose'>, Stepped>(
  input: PlayedInput<Player, Stepped>,
): Training<Stepped> {
  const { config, data, random, features } = input;
  requireBatch(data, numberIn(config, 'batch_size'), addedNumber(config, 'pac', 1));
  const game = input.game ?? gameOfConfig(config, data, random);
  // Nobody but whoever trains on a folder has its pictures: the first sample shows them to all others.
  const isOwnData = partsOfDataset(config.dataset).folder !== undefined;
  const watched: Watched = {
    heldOut: heldOutBatch(data, watchedSamples, game.classes, random),
    ...(data.kind === 'images' && { trainedOn: evenBatch(data.train, watchedOfTraining, game.classes) }),
  };
  const reports = watcherFor('log_every');
  const evaluations = watcherFor('eval_every');
  const samples = watcherFor('sample_every');
  const diagnostics = createDiagnostics(game, evaluations, watched.heldOut);
  const evaluator: Evaluator = evaluatorOf({ data, samples: numberIn(config, 'eval_samples'), random, features });
  let step = 0;
  let divergedAt: number | null = null;
  let steppingMs = 0;
  /** Since the last `readMetrics`: they stay on the device until then. */
  let unread: StepsLeft[] = [];
  const first = tidy(() => freshState(game) as never) as GameState;
  // Of every state of the game, in the same order.
  const shownNames = Object.keys(shownNumbers(first));
  let player = playerFrom(first);

  function watcherFor(every: Interval): Watcher {
    if (input.compiled === undefined || !isWorthCompiling(config, every)) return eagerWatcher(game);
    const { compile, draws, looks } = input.compiled;
    const isShared = looks !== undefined && input.game === undefined;
    return compiledWatcher({
      game,
      compile,
      draws,
      ...(isShared && { shared: { looks, structure: packKey(config) } }),
    });
  }

  function playerFrom(state: GameState): Player {
    return input.playerFrom({ game, state, step, lastStep: config.steps, watched });
  }

  /** Of the last step, or of the first that left the numbers. */
  function lossMetrics(): Record<string, number> {
    const losses = unread.map((left) => left.losses());
    const [d, g] = (['dLoss', 'gLoss'] as const).map((name) =>
      losses.flatMap((left) => Array.from(left[name].dataSync())),
    ) as [number[], number[]];
    const firstBad = d.findIndex((loss, i) => !Number.isFinite(loss + g[i]!));
    if (firstBad >= 0 && divergedAt === null) divergedAt = step - d.length + 1 + firstBad;
    const told = firstBad < 0 ? d.length - 1 : firstBad;
    return { 'train/d_loss': d[told]!, 'train/g_loss': g[told]! };
  }

  function forgetUnread(): void {
    for (const left of unread) left.dispose();
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

    get steppingMs() {
      return steppingMs;
    },

    trainStep: (count = 1, { isReported = true } = {}) =>
      input.steps(
        {
          get player() {
            return player;
          },
          get step() {
            return step;
          },
          took(left) {
            unread.at(-1)?.forgetLast();
            unread.push(left);
            step += left.steps;
            steppingMs += left.ms;
          },
        },
        count,
        isReported,
      ),

    readMetrics() {
      const left = unread.at(-1);
      const unseen = left?.seen
        ? { seen: left.seen }
        : { watcher: reports, state: standing(player.state), step, last: left?.last() };
      const signals = readSignals({ game, watched }, unseen);
      const values = Object.fromEntries(shownNames.map((name, i) => [name, signals.shown[i]!]));
      if (left !== undefined) {
        Object.assign(values, lossMetrics());
        forgetUnread();
      }
      return { ...values, ...stepMetrics(signals), ...balanceMetrics(game, signals) };
    },

    evaluate: () => evaluator.evaluate(game, standing(player.state)),
    evaluateUntrained: () => evaluator.evaluateUntrained(game, standing(player.state)),
    diagnose: () => diagnostics(standing(player.state), step),
    sample: () =>
      drawSamples({ game, watcher: samples, data }, standing(player.state), { withReal: isOwnData && step === 0 }),
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
      samples.dispose();
      dispose([...Object.values({ ...watched.heldOut }), ...Object.values({ ...watched.trainedOn })]);
      game.optimizerD.dispose();
      game.optimizerG.dispose();
      evaluator.dispose();
    },
  };
}

/** Whether a look is taken often enough; what a report is made of is one at the end of the calls of its steps. */
function isWorthCompiling(config: TrialConfig, every: Interval): boolean {
  return config.steps / numberIn(config, every) >= timesWorthCompiling;
}
