import type { Logger } from 'pino';
import { noDevice, type SlotSpec } from '../devices.ts';
import { functionRecipe, playFunction } from '../function/playFunction.ts';
import { type Child, startChild } from './childProcess.ts';
import { type ChildTraining, trainInChild } from './childTraining.ts';
import type { Training, TrainingEvents, TrainOrder } from './training.ts';

/** A device with its child process, which stays warm between trials and is started again when it died. */
export interface Slot {
  readonly spec: SlotSpec;
  readonly childPid: number | null;
  /** As the child reported it; the planned one until then. */
  readonly device: string;
  /** What trains in each of its lanes right now: one lane, or those of the pack that it runs. */
  readonly lanes: readonly (LaneWork | null)[];
  /** Starts the child if there is none, so that the first trial finds it warm. */
  warm(): void;
  /**
   * One segment at a time or, of segments with one pack, one for each lane of it.
   *
   * @throws Error when the place is taken: who trains where is the pool's to know
   */
  train(order: TrainOrder, events: TrainingEvents): Training;
  /** Kills the child. */
  close(): Promise<void>;
}

export interface LaneWork {
  readonly trialId: number;
  readonly step: number;
}

interface Run {
  readonly order: TrainOrder;
  readonly step: number;
}

export function createSlot(options: {
  spec: SlotSpec;
  program: string;
  env: Readonly<Record<string, string>>;
  log: Logger;
}): Slot {
  const { spec, program, env } = options;
  const log = options.log.child({ slot: spec.slot });
  let child: Child | null = null;
  let device = spec.device;
  /** In the child, from when it was asked to train them. */
  const trainings = new Set<ChildTraining>();
  /** A test function is played here, without the child. */
  let played: Run | null = null;
  /** Of a child that was killed for one of its segments: what the others are told. */
  const killedFor = new WeakMap<Child, string>();

  function living(): Child {
    if (child?.alive === true) return child;
    const started = startChild({
      program,
      spec,
      env,
      log,
      events: {
        onMessage: (message) => {
          if (message.type === 'ready') return;
          for (const training of trainings) if (training.child === started) training.receive(message);
        },
        onLine: (line, stream) => {
          if (trainings.size === 0) log.debug({ stream }, line);
          for (const training of trainings) if (training.child === started) training.onLine(line, stream);
        },
      },
    });
    child = started;
    // Once per child, not once per segment: what waits for its end is kept as long as it lives.
    void started.exited.then((exit) => {
      for (const training of [...trainings])
        if (training.child === started) training.gone(exit, killedFor.get(started));
    });
    log.info({ childPid: started.pid, device: spec.device, threads: spec.threads }, 'child process started');
    void started.ready.then((readiness) => {
      if (readiness.kind !== 'ready') {
        // It may take a moment to die: the next segment gets a new one.
        if (child === started) child = null;
        return;
      }
      device = readiness.device;
      log.info({ device, library: readiness.library }, 'child process is ready');
      if (spec.device.startsWith('cuda') && !readiness.device.startsWith('cuda')) {
        log.warn(
          { planned: spec.device, device },
          'this slot was planned for a GPU, but its TensorFlow can use none and trains on the CPU: run npm run setup on this machine, or set SEESAW_DEVICES=cpu',
        );
      }
    });
    return started;
  }

  function runs(): readonly Run[] {
    return played === null ? [...trainings] : [played];
  }

  function play(order: TrainOrder, events: TrainingEvents): Training {
    const run = { order, step: 0 };
    played = run;
    const training = playFunction(order, {
      ...events,
      onMessage(message) {
        run.step = message.step ?? run.step;
        events.onMessage(message);
      },
    });
    const done = training.done.finally(() => {
      played = null;
    });
    return { ...training, done };
  }

  function without({ config }: TrainOrder): Training {
    const message = `Recipe ${config.recipe} needs a device, but this trainer has none (SEESAW_DEVICES=none). Give its sweep a pool whose trainers have one.`;
    const end = { kind: 'failed', code: 'invalid-sweep', retryable: false, step: null, message } as const;
    return { done: Promise.resolve(end), stop: () => undefined, hold: () => undefined };
  }

  return {
    spec,
    get childPid() {
      return child?.alive === true ? child.pid : null;
    },
    get device() {
      return device;
    },
    get lanes() {
      const running = runs();
      const lanes = new Array<LaneWork | null>(running[0]?.order.pack?.lanes ?? 1).fill(null);
      for (const { order, step } of running) lanes[order.pack?.lane ?? 0] = { trialId: order.trialId, step };
      return lanes;
    },
    warm() {
      if (spec.device !== noDevice) living();
    },
    train(order, events) {
      const others = runs().map((run) => run.order);
      if (!others.every((other) => fitBeside(other, order))) throw new Error(`Slot ${spec.slot} trains already.`);
      if (order.config.recipe === functionRecipe) return play(order, events);
      if (spec.device === noDevice) return without(order);
      const trainee = living();
      const training = trainInChild({
        order,
        child: trainee,
        threads: spec.threads,
        isAlone: trainings.size === 0,
        events,
        log,
        onKill: (why) => {
          killedFor.set(trainee, why);
          trainee.kill();
          // Until it is gone another lane may be taken: that one gets a new child.
          if (child === trainee) child = null;
        },
        onEnd: () => trainings.delete(training),
      });
      trainings.add(training);
      return training;
    },
    async close() {
      if (child?.alive !== true) return;
      child.kill();
      await child.exited;
    },
  };
}

/** Two lanes of one pack. */
function fitBeside({ pack: one }: TrainOrder, { pack: other }: TrainOrder): boolean {
  if (one === undefined || other === undefined) return false;
  return one.key === other.key && one.lanes === other.lanes && one.lane !== other.lane;
}
