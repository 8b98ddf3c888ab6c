/**
 * `npx tsx packages/compile/scripts/writeOperations.ts <libtensorflow_cc.so.2>` writes `src/operations.json`: what a graph
 * must say about each operation that tfjs-node can run. The library lists its own operations; those that no kernel of
 * tfjs-node names are left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messages } from '../src/messages.ts';
import type { OperationTable } from '../src/operations.ts';

interface Argument {
  readonly name: string;
  readonly typeAttr: string;
  readonly numberAttr: string;
  readonly typeListAttr: string;
}

interface Operation {
  readonly name: string;
  readonly inputArg: readonly Argument[];
  readonly outputArg: readonly Argument[];
  readonly isStateful: boolean;
}

/** Run by packages that call the backend themselves, by the graph around a step, and for several lanes at once. */
const besides = [
  ...['StatelessRandomNormal', 'StatelessRandomUniform', 'StatelessRandomUniformInt', 'MatMul', 'LeakyRelu'],
  ...['LeakyReluGrad', 'SelectV2', 'StatelessRandomUniformV2', 'Bitcast', 'Erfinv', 'XlaOptimizationBarrier'],
];

function main([library]: readonly string[]): void {
  if (library === undefined) throw new Error('usage: writeOperations.ts <libtensorflow_cc.so.2>');
  const named = namesInKernels();
  const all = operationsOf(library);
  const names = new Set(all.map(({ name }) => name));
  const table = Object.fromEntries(
    all
      .filter(({ name }) => named.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, inputArg, outputArg, isStateful }) => [
        name,
        {
          inputs: inputArg.map(rowOf),
          outputs: outputArg.map(rowOf),
          ...(isStateful && { stateful: true }),
          ...((names.has(`_Mkl${name}`) || names.has(`_MklNative${name}`)) && { oneDnn: true }),
        },
      ]),
  ) satisfies OperationTable;
  const rows = Object.entries(table).map(([name, row]) => `  ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
  const file = join(dirname(fileURLToPath(import.meta.url)), '../src/operations.json');
  writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
  console.log(`${rows.length} operations`);
}

function operationsOf(library: string): Operation[] {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  try {
    const file = join(folder, 'list');
    execFileSync('python3', [join(dirname(fileURLToPath(import.meta.url)), 'opList.py'), library, file]);
    const { OpList } = messages();
    return (OpList.toObject(OpList.decode(readFileSync(file)), { defaults: true, arrays: true }) as { op: Operation[] })
      .op;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every word that a kernel of tfjs-node could mean as the name of an operation. */
function namesInKernels(): Set<string> {
  const dist = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json')), 'dist');
  const kernels = readdirSync(join(dist, 'kernels')).map((name) => join(dist, 'kernels', name));
  const sources = [...kernels, join(dist, 'nodejs_kernel_backend.js')].filter((name) => name.endsWith('.js'));
  const words = sources.flatMap((file) => readFileSync(file, 'utf8').match(/\b[A-Z]\w+/g) ?? []);
  return new Set([...words, ...besides]);
}

function rowOf({ name, typeAttr, numberAttr, typeListAttr }: Argument) {
  return {
    name,
    ...(typeAttr !== '' && { type: typeAttr }),
    ...(numberAttr !== '' && { count: numberAttr }),
    ...(typeListAttr !== '' && { types: typeListAttr }),
  };
}

main(process.argv.slice(2));
