import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { interruptOn } from './interrupt.ts';

function stopped() {
  const signals = new EventEmitter();
  const state = { now: 5_000, exits: 0 };
  const interrupt = interruptOn(
    signals,
    () => {
      state.exits += 1;
    },
    () => state.now,
  );
  return { signals, state, interrupt };
}

it.each(['SIGINT', 'SIGTERM'])('interrupts at %s, and says so', (name) => {
  const { signals, state, interrupt } = stopped();
  expect(interrupt.aborted).toBe(false);
  signals.emit(name);
  expect(interrupt.reason).toEqual(new Error(`interrupted by ${name}`));
  expect(state.exits).toBe(0);
});

it('takes the same stop that arrives by several ways for one', () => {
  const { signals, state } = stopped();
  for (const [after, name] of [
    [0, 'SIGTERM'],
    [3, 'SIGTERM'],
    [40, 'SIGINT'],
    [900, 'SIGTERM'],
  ] as const) {
    state.now = 5_000 + after;
    signals.emit(name);
  }
  expect(state.exits).toBe(0);
});

it('ends at once where somebody stops it again', () => {
  const { signals, state } = stopped();
  signals.emit('SIGINT');
  state.now += 1_001;
  signals.emit('SIGINT');
  expect(state.exits).toBe(1);
});
