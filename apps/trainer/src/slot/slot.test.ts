import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectGarbage } from '@seesaw/store/testing/collectGarbage';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { scriptedConfig, scriptedSlot } from '../fixtures/scriptedSlot.ts';
import type { Slot } from './slot.ts';
import type { SegmentMessage, TrainingEvents, TrainOrder } from './training.ts';

let folder: string;
let slot: Slot;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-slot-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => slot.close());

let trialId = 0;
function order(script: Parameters<typeof scriptedConfig>[0], steps = 10): TrainOrder {
  trialId++;
  const config = scriptedConfig(script, { steps });
  const segment = { trialId, attempt: 1, sweepId: 's', fromStep: 0, untilStep: steps };
  return { ...segment, config, trialFolder: join(folder, String(trialId)) };
}

function listener() {
  const messages: SegmentMessage[] = [];
  const lines: string[] = [];
  const events: TrainingEvents = { onMessage: (message) => messages.push(message), onLine: (line) => lines.push(line) };
  return { events, messages, lines };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
const forever = { stop_at: 3 };

describe('a slot', () => {
  it('passes on what the child says and stays warm for the next trial', async () => {
    slot = scriptedSlot();
    const first = listener();
    const end = await slot.train(order({}), first.events).done;
    expect(end).toEqual({ kind: 'ended', state: 'completed', step: 10, message: 'done' });
    expect(first.messages.filter(({ type }) => type === 'metrics')).toHaveLength(10);
    expect(first.messages.flatMap((said) => (said.type === 'checkpoint' ? [said.step] : []))).toEqual([4, 8, 10]);
    const pid = slot.childPid;
    expect(await slot.train(order({}), listener().events).done).toMatchObject({ state: 'completed' });
    expect(slot.childPid).toBe(pid);
  });

  it('forgets a segment that ended, though its child lives on', async () => {
    slot = scriptedSlot();
    const orders: WeakRef<TrainOrder>[] = [];
    for (let round = 0; round < 6; round += 1) {
      const given = order({});
      orders.push(new WeakRef(given));
      await slot.train(given, listener().events).done;
    }
    await collectGarbage();
    // The newest may still be in somebody's hand.
    expect(orders.filter((one) => one.deref() !== undefined).length).toBeLessThanOrEqual(1);
  });

  it('keeps NaN on the way, because a diverged loss is a result', async () => {
    slot = scriptedSlot();
    const heard = listener();
    expect(await slot.train(order({ diverge_at: 2 }), heard.events).done).toMatchObject({ state: 'diverged', step: 2 });
    const [, second] = heard.messages.filter((said) => said.type === 'metrics');
    expect(second?.values['train/d_loss']).toBeNaN();
  });

  it.each([
    ['SIGKILL', 'trainer-child-died', /killed from outside \(SIGKILL\)/],
    ['SIGSEGV', 'trainer-child-died', /SIGSEGV/],
    ['exit 3', 'trainer-child-died', /exit code 3.*Its last words: hello/],
    ['heap', 'out-of-memory', /ran out of memory: its JavaScript heap was full/],
  ])('explains the death of its child by %s and starts a new one for the next trial', async (how, code, words) => {
    slot = scriptedSlot();
    const heard = listener();
    const end = await slot.train(order({ die_at: 2, die_how: how, prints: 'hello' }), heard.events).done;
    expect(end).toMatchObject({ kind: 'failed', code, retryable: true, message: expect.stringMatching(words) });
    expect(heard.lines).toContain('hello');
    expect(slot.childPid).toBeNull();
    expect(await slot.train(order({}), listener().events).done).toMatchObject({ state: 'completed' });
  });

  it('does not take what was printed for an earlier trial for the cause of this death', async () => {
    slot = scriptedSlot();
    const words = 'OOM when allocating tensor with shape[64,784]';
    const first = listener();
    await slot.train(order({ prints: words }), first.events).done;
    await until(() => expect(first.lines).toContain(words));
    const end = await slot.train(order({ die_at: 2, die_how: 'SIGKILL' }), listener().events).done;
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'trainer-child-died',
      message: expect.not.stringContaining(words),
    });
  });

  it.each(['exit 3', 'throw'])('still hears all that a child said before it ended by itself: %s', async (how) => {
    slot = scriptedSlot();
    const heard = listener();
    const end = await slot.train(order({ die_at: 2, die_how: how, last_words: 300 }), heard.events).done;
    expect(end).toMatchObject({ kind: 'failed', code: 'trainer-child-died' });
    const words = heard.messages.flatMap((said) => (said.type === 'metrics' ? (said.values.word ?? []) : []));
    expect(words).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  });

  it('lets a child that is asked to pause write its checkpoint', async () => {
    slot = scriptedSlot();
    const heard = listener();
    const training = slot.train(order(forever), heard.events);
    await until(() => expect(slot.lanes[0]?.step).toBe(3));
    training.stop('pause', 20_000);
    expect(await training.done).toMatchObject({ kind: 'ended', state: 'paused', step: 3 });
    expect(heard.messages.at(-1)).toMatchObject({ type: 'checkpoint', step: 3 });
    expect(slot.lanes).toEqual([null]);
  });

  it('kills a child that ignores being stopped', async () => {
    slot = scriptedSlot();
    const training = slot.train(order({ ...forever, ignore_stop: true }), listener().events);
    await until(() => expect(slot.lanes[0]?.step).toBe(3));
    const { childPid } = slot;
    training.stop('cancel', 50);
    expect(await training.done).toMatchObject({ kind: 'killed', message: expect.stringContaining('did not stop') });
    expect(() => process.kill(childPid ?? 0, 0)).toThrow(/ESRCH/);
  });

  it('does not begin a trial that was stopped before the child was ready', async () => {
    slot = scriptedSlot();
    const heard = listener();
    const training = slot.train(order({}), heard.events);
    training.stop('cancel', 5_000);
    expect(await training.done).toEqual({ kind: 'killed', message: 'The training had not begun.' });
    expect(await slot.train(order({}), listener().events).done).toMatchObject({ state: 'completed' });
    expect(heard.messages).toEqual([]);
  });

  it('holds the training back and lets it go on', async () => {
    slot = scriptedSlot();
    const heard = listener();
    const training = slot.train(order({ step_ms: 5 }, 1_000_000), heard.events);
    await until(() => expect(slot.lanes[0]?.step).toBeGreaterThan(2));
    training.hold(true);
    // While it is held the script reports its step again and again.
    await until(() => expect(heard.messages.at(-1)?.type).toBe('progress'));
    const at = slot.lanes[0]?.step ?? 0;
    await until(() => expect(heard.messages.filter(({ type }) => type === 'progress').length).toBeGreaterThan(4));
    expect(slot.lanes[0]?.step).toBe(at);
    training.hold(false);
    await until(() => expect(slot.lanes[0]?.step).toBeGreaterThan(at));
    training.stop('cancel', 20_000);
    await training.done;
  });

  it('reports a program that cannot start, with its last words', async () => {
    const { createSlot } = await import('./slot.ts');
    const { quiet } = await import('../fixtures/scriptedSlot.ts');
    const env = { PATH: process.env.PATH ?? '' };
    const spec = { slot: 0, device: 'cpu', threads: 1, env: {} };
    slot = createSlot({ spec, program: join(folder, 'missing.ts'), env, log: quiet });
    expect(await slot.train(order({}), listener().events).done).toMatchObject({
      kind: 'failed',
      code: 'trainer-child-died',
      message: expect.stringContaining('missing.ts'),
    });
  });

  it('says so when its TensorFlow cannot use the GPU it was planned for, and tells the device it really has', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    slot = scriptedSlot(0, { device: 'cuda:0', log });
    expect(await slot.train(order({}), listener().events).done).toMatchObject({ state: 'completed' });
    expect(slot.device).toBe('cpu');
    expect(lines.join()).toMatch(/planned for a GPU.*trains on the CPU: run npm run setup/);
  });

  it('takes one trial at a time', () => {
    slot = scriptedSlot();
    void slot.train(order(forever), listener().events);
    expect(() => slot.train(order({}), listener().events)).toThrow(/trains already/);
    expect(() => slot.train(inLane(0, {}), listener().events)).toThrow(/trains already/);
  });
});

const inLane = (lane: number, script: Parameters<typeof order>[0], key = 'ring'): TrainOrder => ({
  ...order(script),
  pack: { key, lanes: 3, lane },
});

describe('a slot that runs a pack', () => {
  it('trains a segment in each lane, each with its own words, end and stop', async () => {
    slot = scriptedSlot();
    const [waits, ends] = [listener(), listener()];
    const [first, second] = [inLane(2, forever), inLane(0, {})];
    const waiting = slot.train(first, waits.events);
    const ending = slot.train(second, ends.events);
    expect(await ending.done).toMatchObject({ kind: 'ended', state: 'completed', step: 10 });
    await until(() => expect(slot.lanes).toEqual([null, null, { trialId: first.trialId, step: 3 }]));
    expect(new Set(ends.messages.map(({ trialId }) => trialId))).toEqual(new Set([second.trialId]));
    expect(new Set(waits.messages.map(({ trialId }) => trialId))).toEqual(new Set([first.trialId]));
    const third = slot.train(inLane(0, forever), listener().events);
    await until(() => expect(slot.lanes[0]?.step).toBe(3));
    third.stop('pause', 20_000);
    expect(await third.done).toMatchObject({ state: 'paused', step: 3 });
    expect(slot.lanes[2]?.trialId).toBe(first.trialId);
    waiting.stop('cancel', 20_000);
    expect(await waiting.done).toMatchObject({ state: 'cancelled' });
    expect(slot.lanes).toEqual([null]);
  });

  it('has no lane for a segment alone, of another key, or for two', () => {
    slot = scriptedSlot();
    void slot.train(inLane(0, forever), listener().events);
    for (const other of [order({}), inLane(1, {}, 'other'), inLane(0, {})]) {
      expect(() => slot.train(other, listener().events)).toThrow(/trains already/);
    }
  });

  it('fails in every lane when its child dies, each retryable with the cause', async () => {
    slot = scriptedSlot();
    const trainings = [0, 1].map((lane) => slot.train(inLane(lane, forever), listener().events));
    await until(() => expect(slot.lanes.map((work) => work?.step)).toEqual([3, 3, undefined]));
    process.kill(slot.childPid ?? 0, 'SIGKILL');
    for (const { done } of trainings) {
      const message = expect.stringMatching(/SIGKILL/);
      expect(await done).toMatchObject({ kind: 'failed', code: 'trainer-child-died', retryable: true, message });
    }
    expect(await slot.train(order({}), listener().events).done).toMatchObject({ state: 'completed' });
  });

  it('kills its child for the one lane that does not stop, and tells the others so; who comes meanwhile gets a new one', async () => {
    slot = scriptedSlot();
    const stubborn = inLane(0, { ...forever, ignore_stop: true });
    const [guilty, innocent] = [stubborn, inLane(1, forever)].map((one) => slot.train(one, listener().events));
    await until(() => expect(slot.lanes.map((work) => work?.step)).toEqual([3, 3, undefined]));
    guilty?.stop('cancel', 50);
    await until(() => expect(slot.childPid).toBeNull());
    const later = slot.train(inLane(2, {}), listener().events);
    expect(await guilty?.done).toMatchObject({ kind: 'killed', message: expect.stringContaining('did not stop') });
    expect(await innocent?.done).toEqual({
      kind: 'failed',
      code: 'trainer-child-died',
      retryable: true,
      step: null,
      message: `It trained in one program with trial #${stubborn.trialId}, which did not stop within 0.05 s: the process of both was killed.`,
    });
    expect(await later.done).toMatchObject({ state: 'completed' });
  });
});
