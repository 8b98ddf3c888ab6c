import { existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runCommand } from '../command.ts';
import { childEnv } from '../env.ts';
import { versions } from '../versions.ts';
import { linkCudaLibraries } from './cudaLibraries.ts';
import { cudaRequirements, metadataMember } from './cudaWheels.ts';
import type { Found, StepContext } from './found.ts';
import { isStaged, stageFolder } from './stagedFolder.ts';
import { chooseDevice, type TensorflowDevice, type WantedDevice } from './tensorflowDevice.ts';
import { tensorflowWheel } from './tensorflowWheel.ts';
import { downloadWheel, extractWheel } from './wheels.ts';

const libraries = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'];
const headers = [
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/platform/ctstring',
  'tensorflow/include/tsl/platform/ctstring',
  'tensorflow/include/xla/tsl/c/',
  'tensorflow/include/xla/tsl/platform/ctstring',
];

/** The places of a staged libtensorflow. */
interface Staged {
  folder: string;
  lib: string;
  binding: string;
}

export interface LibtensorflowOptions {
  /** Which build: SEESAW_LIBTENSORFLOW. */
  wanted?: WantedDevice;
  /** The C++ compiler. */
  cxx?: string;
}

/**
 * Makes `@tensorflow/tfjs-node-gpu` loadable: already loadable → staged in the cache → built from the TensorFlow wheel of
 * PyPI → the package's own download. The shared libraries and the compiled binding lie in the cache and are linked into
 * node_modules, so that a fresh clone costs a moment.
 */
export async function ensureLibtensorflow(
  { cache, report }: StepContext,
  { wanted = 'auto', cxx = 'c++' }: LibtensorflowOptions = {},
): Promise<Found> {
  const packageFolder = tfjsFolder();
  const device = chooseDevice(wanted, {
    platform: platform(),
    arch: arch(),
    hasGpu: hasNvidiaGpu(),
    staged: (candidate) => isStaged(stageFolderOf(cache, candidate)),
  });
  const folder = stageFolderOf(cache, device);
  const staged: Staged = { folder, lib: join(folder, 'lib'), binding: join(folder, `napi-v${versions.napi}`) };
  if (!isStaged(folder) && existsSync(bindingFile(packageFolder)) && !isLink(join(packageFolder, 'deps', 'lib'))) {
    return { version: versions.tensorflow, where: packageFolder, how: 'given' };
  }
  if (platform() !== 'linux') return stockDownload(packageFolder, report);
  const built = await stageFolder(folder, report, (partial) =>
    build({ partial, packageFolder, device, cache, cxx, report }),
  );
  linkFolder(staged.lib, join(packageFolder, 'deps', 'lib'));
  linkFolder(staged.binding, join(packageFolder, 'lib', `napi-v${versions.napi}`));
  const idle = device === 'gpu' && !hasNvidiaGpu() ? '; no NVIDIA GPU here, so it computes on the CPU' : '';
  return { version: `${versions.tensorflow} (${device}${idle})`, where: folder, how: built ? 'installed' : 'cached' };
}

/** Whether the binding is linked or installed; says nothing about whether it loads. */
export function libtensorflowInstalled(): boolean {
  return existsSync(bindingFile(tfjsFolder()));
}

/** Where the library that is loaded lies: in the cache, or in the package where its own download put it. */
export function libtensorflowPlace(): { folder: string; device?: TensorflowDevice } {
  const link = dirname(bindingFile(tfjsFolder()));
  if (!isLink(link)) return { folder: tfjsFolder() };
  const folder = dirname(realpathSync(link));
  const device = (['cpu', 'gpu'] as const).find((one) => folder.endsWith(`-${one}`));
  return { folder, ...(device !== undefined && { device }) };
}

/** Loads TensorFlow in a process of its own and gives its version. */
export async function probeLibtensorflow(): Promise<string> {
  const script = 'const tf = require(process.argv[1]); process.stdout.write(tf.backend().binding.TF_Version)';
  const env = childEnv({ TF_CPP_MIN_LOG_LEVEL: '3' });
  return runCommand(process.execPath, ['-e', script, tfjsFolder()], { env, timeoutMs: 60_000 });
}

export function hasNvidiaGpu(): boolean {
  return existsSync('/dev/nvidia0') || existsSync('/proc/driver/nvidia/version');
}

function stageFolderOf(cache: string, device: TensorflowDevice): string {
  const key = `tf${versions.tensorflow}-tfjs${versions.tfjs}-napi${versions.napi}-${platform()}-${arch()}-${device}`;
  return join(cache, 'libtensorflow', key);
}

function tfjsFolder(): string {
  // The trainer is the package that depends on tfjs-node-gpu; it may be hoisted to the root or lie below the trainer.
  const trainer = new URL('../../../../apps/trainer/package.json', import.meta.url);
  return dirname(createRequire(trainer).resolve('@tensorflow/tfjs-node-gpu/package.json'));
}

function bindingFile(packageFolder: string): string {
  return join(packageFolder, 'lib', `napi-v${versions.napi}`, 'tfjs_binding.node');
}

interface Build extends StepContext {
  partial: string;
  packageFolder: string;
  device: TensorflowDevice;
  cxx: string;
}

async function build({ partial, packageFolder, device, cache, cxx, report }: Build): Promise<void> {
  const downloads = join(cache, 'downloads');
  const { requirement, sha256 } = tensorflowWheel(device, platform(), arch());
  report(`downloading the ${requirement.replace('==', ' ')} wheel`);
  const wheel = await downloadWheel(requirement, downloads, sha256);
  const cuda = device === 'gpu' ? await downloadCuda(wheel, partial, downloads, report) : [];

  report('unpacking the libraries');
  await extractWheel(wheel, partial, [...libraries, ...headers]);
  for (const cudaWheel of cuda) await extractWheel(cudaWheel, partial, ['nvidia/']);
  if (cuda.length > 0) linkCudaLibraries(join(partial, 'nvidia'));
  renameSync(join(partial, 'tensorflow', 'include'), join(partial, 'include'));
  renameSync(join(partial, 'tensorflow'), join(partial, 'lib'));

  report('compiling the binding');
  await compile(packageFolder, partial, cxx);
  rmSync(join(partial, 'include'), { recursive: true });
  for (const path of [wheel, ...cuda]) rmSync(dirname(path), { recursive: true, force: true });
}

/** The wheel's run path looks for CUDA in `../nvidia`, beside `lib`; its metadata names the packages it was built for. */
async function downloadCuda(
  wheel: string,
  partial: string,
  downloads: string,
  report: StepContext['report'],
): Promise<string[]> {
  await extractWheel(wheel, partial, [metadataMember]);
  const requirements = cudaRequirements(await readFile(join(partial, metadataMember), 'utf8'));
  rmSync(join(partial, dirname(metadataMember)), { recursive: true });
  const wheels: string[] = [];
  for (const [index, { requirement, sha256 }] of requirements.entries()) {
    report(`downloading CUDA ${index + 1}/${requirements.length}: ${requirement.replace('==', ' ')}`);
    wheels.push(await downloadWheel(requirement, downloads, sha256));
  }
  return wheels;
}

/** Compiles the package's own binding sources against the staged library; found at run time beside it. */
async function compile(packageFolder: string, partial: string, cxx: string): Promise<void> {
  const nodeHeaders = createRequire(import.meta.url)('node-api-headers') as { include_dir: string };
  const out = join(partial, `napi-v${versions.napi}`);
  mkdirSync(out, { recursive: true });
  await runCommand(cxx, [
    ...['-O2', '-shared', '-fPIC', '-std=c++17', '-w', `-DNAPI_VERSION=${versions.napi}`],
    ...[`-I${nodeHeaders.include_dir}`, `-I${join(partial, 'include')}`],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(packageFolder, 'binding', file)),
    ...[`-L${join(partial, 'lib')}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    ...['-Wl,-rpath,$ORIGIN/../lib', '-o', join(out, 'tfjs_binding.node')],
  ]);
}

function linkFolder(target: string, link: string): void {
  if (isLink(link) && resolve(dirname(link), readlinkSync(link)) === target) return;
  mkdirSync(dirname(link), { recursive: true });
  // Renamed over, so that a process that loads the library at this moment finds either the old link or the new one.
  const temporary = `${link}.${process.pid}`;
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary, 'dir');
  if (existsSync(link) && !isLink(link)) rmSync(link, { recursive: true });
  renameSync(temporary, link);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

async function stockDownload(packageFolder: string, report: StepContext['report']): Promise<Found> {
  report("running the package's own download");
  await runCommand(process.execPath, ['scripts/install.js', 'cpu', 'download'], {
    cwd: packageFolder,
    timeoutMs: 600_000,
  });
  return { version: versions.tensorflow, where: packageFolder, how: 'installed' };
}
