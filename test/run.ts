/**
 * `npm test`: every suite, time per suite, the name of each failing test, and as last line `N passed, N failed`.
 * `npm test -- unit e2e` runs only the suites named. Everything runs in a private SEESAW_HOME that is removed at the end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopTestServices } from '@seesaw/local/testServices';
import { z } from 'zod';

interface Suite {
  readonly name: string;
  readonly what: string;
  readonly run: (reportFile: string) => Promise<Outcome>;
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  /** Tests that failed, and passed when their file ran once more: told, so that somebody mends them. */
  readonly again?: readonly string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Suites that run one after the other. */
type Lane = readonly Suite[];

const upToDemo: Lane = [
  {
    name: 'lint',
    what: 'Biome: format, lint, one-way imports',
    run: () => command('lint', 'npx', ['biome', 'ci', '.']),
  },
  {
    name: 'types',
    what: 'TypeScript, strict, every package',
    run: () => command('types', 'npx', ['turbo', 'run', 'typecheck']),
  },
  { name: 'unit', what: 'tests beside the code', run: unit },
  {
    name: 'demo',
    what: "the newcomer's commands on real digits",
    run: (file) => vitest(['--config', 'test/demo.config.ts'], file),
  },
];

/** Each lane has a system of its own and mostly waits for it, so two of them keep two cores busy. */
const system: readonly Lane[] = [
  [
    {
      name: 'e2e',
      what: 'the whole system, real services',
      run: (file) => vitest(['--config', 'test/vitest.config.ts', 'test/e2e'], file),
    },
  ],
  [
    {
      name: 'faults',
      what: 'kill -9, restarts, outages',
      run: (file) => vitest(['--config', 'test/vitest.config.ts', 'test/faults'], file),
    },
    {
      name: 'browser',
      what: 'the dashboard in headless Chromium',
      run: browser,
    },
  ],
];

const suites = [upToDemo, ...system].flat();

interface Row {
  readonly suite: Suite;
  readonly seconds: number;
  readonly outcome: Outcome;
}

const running = new Set<ChildProcess>();

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(`Unknown suite ${unknown.join(', ')}. There are: ${suites.map((suite) => suite.name).join(', ')}.`);
    return 2;
  }
  const home = await mkdtemp(join(tmpdir(), 'seesaw-test-'));
  // Downloads and builds are shared with the person's own installation; everything else of the run is private.
  process.env.SEESAW_CACHE ??= join(process.env.SEESAW_HOME ?? join(homedir(), '.seesaw'), 'cache');
  process.env.SEESAW_HOME = home;
  const rows: Row[] = [];
  const runLane = async (lane: Lane) => {
    for (const suite of lane.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      console.log(`\n── ${suite.name}: ${suite.what}`);
      const started = performance.now();
      const outcome = await suite.run(join(home, `${suite.name}.json`));
      rows.push({ suite, seconds: (performance.now() - started) / 1000, outcome });
    }
  };
  try {
    await runLane(upToDemo);
    await Promise.all(system.map(runLane));
  } finally {
    await stopTestServices();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log('');
  for (const { suite, seconds, outcome } of rows) {
    console.log(
      `${suite.name.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s  ${String(outcome.passed).padStart(4)} passed ${String(outcome.failed).padStart(3)} failed`,
    );
    for (const failure of outcome.failures) console.log(`  ✕ ${failure}`);
    for (const test of outcome.again ?? []) console.log(`  ↻ ${test} failed once and passed when it ran again`);
  }
  const passed = rows.reduce((sum, row) => sum + row.outcome.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.outcome.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** A command counts as one test. */
async function command(name: string, file: string, args: readonly string[]): Promise<Outcome> {
  const code = await exec(file, args);
  return code === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${name}: \`${file} ${args.join(' ')}\` exited with ${code}`] };
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Where services are started, one file runs after another; the others keep the second core busy beside them. */
async function unit(reportFile: string): Promise<Outcome> {
  const parts = await Promise.all(
    ['unit', 'services'].map((name) =>
      vitest(['--config', `test/${name}.config.ts`], reportFile.replace('.json', `-${name}.json`)),
    ),
  );
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

/**
 * A browser, a whole system and another suite on two cores: what failed is run once more, in a system of its own. A page that is
 * broken fails twice.
 */
async function browser(reportFile: string): Promise<Outcome> {
  const config = ['--config', 'test/vitest.config.ts'];
  const first = await vitest([...config, 'test/browser'], reportFile);
  const files = [...new Set(first.failures.map((failure) => failure.split(' › ')[0]!))];
  if (files.length === 0 || !files.every((file) => file.endsWith('.test.ts'))) return first;
  const second = await vitest([...config, ...files], reportFile.replace('.json', '-again.json'));
  const again = first.failures.filter((failure) => !second.failures.includes(failure));
  return {
    passed: first.passed + again.length,
    failed: second.failures.length,
    failures: second.failures,
    again,
  };
}

async function vitest(args: readonly string[], reportFile: string): Promise<Outcome> {
  const code = await exec('npx', [
    'vitest',
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ]);
  const text = await readFile(reportFile, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error) {
    return {
      passed: 0,
      failed: 1,
      failures: [`vitest ${args.join(' ')} exited with ${code} before it wrote a report`],
    };
  }
  const report = reportSchema.parse(JSON.parse(text));
  const failures = report.testResults.flatMap((file) => {
    const where = file.name.replace(root, '');
    const tests = file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${where} › ${test.fullName}`);
    return file.status === 'failed' && tests.length === 0
      ? [`${where} › could not run: ${(file.message ?? '').split('\n')[0]}`]
      : tests;
  });
  if (report.numPendingTests > 0)
    failures.push(`${report.numPendingTests} tests were skipped: nothing may be skipped silently`);
  // A leaked handle or an error outside any test makes vitest exit non-zero although every test passed.
  if (code !== 0 && failures.length === 0)
    failures.push(`vitest ${args.join(' ')} exited with ${code} although no test failed`);
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

function exec(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    running.add(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
  });
}

process.exitCode = await main(process.argv.slice(2));
