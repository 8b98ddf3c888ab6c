import { parseArgs } from 'node:util';
import { runCommand } from './command.ts';
import { childEnv, localEnv } from './env.ts';
import { type OnProgress, progressLine, reportedStep } from './progress.ts';
import { serviceNames } from './serviceNames.ts';
import { repositoryRoot } from './services/app.ts';
import { ensureChromium } from './setup/chromium.ts';
import { probeLibtensorflow } from './setup/libtensorflow.ts';
import { describeFound, setUpServices } from './setup/setUpServices.ts';

/** The second half of the bootstrap, once node_modules is there: `setupMain.ts [--chromium]`. Everything side by side. */
const { values } = parseArgs({ options: { chromium: { type: 'boolean', default: false } } });
const env = localEnv();
const startMs = performance.now();
const onProgress: OnProgress = (event) => {
  if (event.kind !== 'started') console.log(`  ${progressLine(event)}`);
};

const results = await Promise.allSettled([
  setUpServices(serviceNames, env, onProgress).then(() =>
    reportedStep('TensorFlow', onProgress, probeLibtensorflow, (version) => `loads, version ${version}`),
  ),
  reportedStep('build', onProgress, build, () => 'workflow bundle and dashboard'),
  ...(values.chromium
    ? [
        reportedStep(
          'Chromium',
          onProgress,
          (report) => ensureChromium({ cache: env.cache, report }, env.chromePath),
          describeFound,
        ),
      ]
    : []),
]);

const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
for (const failure of failures) console.error(`\n${failure.message}`);
if (failures.length > 0)
  console.error('\nThe set-up is not complete. What is done is kept; run the same command again to continue.');
else console.log(`  everything is in place (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function build(): Promise<void> {
  await runCommand('npx', ['--no', 'turbo', 'run', 'build', '--output-logs=errors-only'], {
    cwd: repositoryRoot,
    env: childEnv({ TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }),
  });
}
