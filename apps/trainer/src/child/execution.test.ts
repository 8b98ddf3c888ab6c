import type { CompiledProgram } from '@seesaw/gan/native/compiler';
import { SeesawError } from '@seesaw/shared/errors';
import { type NamedTensorMap, scalar } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { ringConfig } from '../fixtures/ringConfig.ts';
import { chooseExecution, type Execution, type ExecutionInput } from './execution.ts';

const config = ringConfig(20, 10);
const made = {
  ...config,
  values: Object.fromEntries(Object.entries(config.values).filter(([n]) => n !== 'execution')),
};
const asked = (execution: string) => ({ ...config, values: { ...config.values, execution } });

function chosen(
  input: Omit<ExecutionInput, 'log' | 'mayChange' | 'device'> & Partial<Pick<ExecutionInput, 'mayChange' | 'device'>>,
) {
  const said: string[] = [];
  return { said, ...chooseExecution({ mayChange: false, device: 'cpu', log: (text) => said.push(text), ...input }) };
}

test('a trial runs by default as is fastest on its device, and one that was made before there was a choice as it began', () => {
  expect(chosen({ config })).toMatchObject({ mode: 'graph', said: [] });
  expect(chosen({ config, device: 'cuda' })).toMatchObject({ mode: 'xla', said: [] });
  expect(chosen({ config: asked('graph'), device: 'cuda' })).toMatchObject({ mode: 'graph', said: [] });
  expect(chosen({ config, device: 'cpu', before: 'xla' }).mode).toBe('xla');
  const eager = chosen({ config: made });
  expect([eager.mode, eager.compile, eager.said]).toEqual(['eager', undefined, []]);
});

test('whoever goes on does so as the steps before ran, and says so where something else is asked for', () => {
  expect(chosen({ config: asked('xla'), before: 'xla' })).toMatchObject({ mode: 'xla', said: [] });
  const { said, mode, compile } = chosen({ config, before: 'eager' });
  expect([mode, compile]).toEqual(['eager', undefined]);
  expect(said).toEqual(['Goes on as eager, as its steps so far ran, though execution is graph.']);
});

/** Looks at what it computes, so it cannot be compiled. */
const looking = ({ x }: NamedTensorMap): NamedTensorMap => ({ y: scalar(2 * x!.dataSync()[0]!) });

function compiled({ compile }: Pick<Execution, 'compile'>, what = 'steps'): CompiledProgram {
  return compile!({ step: { run: looking, inputs: { x: scalar(0) } } }, { what, variables: [], constants: [] });
}

test('what cannot be compiled runs operation by operation and says why', () => {
  const execution = chosen({ config });
  const program = compiled(execution);
  expect(program.mode).toBe('eager');
  expect(program.call('step', { x: scalar(21) }).y!.dataSync()[0]).toBe(42);
  expect(execution.said).toHaveLength(1);
  expect(execution.said[0]).toMatch(
    /^Its steps cannot be compiled \(graph\), so they run operation by operation.*reads/,
  );
});

test('where the steps before were compiled it is refused, unless the trainer may change how a trial runs', () => {
  const going = { config, before: 'graph' } as const;
  let refused: unknown;
  try {
    compiled(chosen(going));
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(SeesawError);
  expect(refused).toMatchObject({ code: 'conflict', retryable: false });
  expect((refused as SeesawError).message).toMatch(/SEESAW_MAY_CHANGE_EXECUTION=true .* not bit-equal/);
  expect(compiled(chosen({ ...going, mayChange: true })).mode).toBe('eager');
  expect(compiled(chosen(going), 'diagnostics').mode).toBe('eager');
});
