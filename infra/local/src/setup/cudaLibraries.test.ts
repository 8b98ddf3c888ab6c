import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandFailed, runCommand } from '../command.ts';
import { childEnv, localEnv } from '../env.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { linkCudaLibraries } from './cudaLibraries.ts';

const linux = process.platform === 'linux';

test.runIf(linux)(
  'the loader finds a library whose folder is missing in the run path of the one that opens it by name, and that in turn its neighbours',
  async () => {
    const folder = await standIns();
    await expect(load(folder)).rejects.toThrow(CommandFailed);
    linkCudaLibraries(join(folder, 'nvidia'));
    // 40 from the solver itself, 2 from the library that it needs.
    expect(await load(folder)).toBe('42');
    // Nothing is copied, and doing it again changes nothing.
    linkCudaLibraries(join(folder, 'nvidia'));
    const moved = join(temporaryFolder(), 'elsewhere');
    cpSync(folder, moved, { recursive: true, verbatimSymlinks: true });
    expect(await load(moved)).toBe('42');
  },
);

/** Little libraries in the places of the great ones: `framework` opens `cusolver`, which needs `cusparse`. */
async function standIns(): Promise<string> {
  const folder = temporaryFolder();
  const [lib, nvidia] = [join(folder, 'lib'), join(folder, 'nvidia')];
  for (const path of [lib, ...['cuda_runtime', 'cusolver', 'cusparse'].map((name) => join(nvidia, name, 'lib'))]) {
    mkdirSync(path, { recursive: true });
  }
  await compile(`${nvidia}/cusparse/lib/libcusparse.so.12`, 'extern "C" int two() { return 2; }');
  await compile(
    `${nvidia}/cusolver/lib/libcusolver.so.11`,
    'extern "C" int two(); extern "C" int answer() { return 40 + two(); }',
    [`-L${nvidia}/cusparse/lib`, '-l:libcusparse.so.12', '-Wl,-rpath,$ORIGIN/../../cusparse/lib'],
  );
  await compile(
    `${lib}/libframework.so`,
    `#include <dlfcn.h>
     extern "C" int answer() {
       void* solver = dlopen("libcusolver.so.11", RTLD_NOW);
       return solver ? ((int (*)())dlsym(solver, "answer"))() : -1;
     }`,
    ['-Wl,-rpath,$ORIGIN/../nvidia/cusparse/lib:$ORIGIN/../nvidia/cuda_runtime/lib', '-ldl'],
  );
  return folder;
}

async function compile(out: string, source: string, flags: string[] = []): Promise<void> {
  writeFileSync(`${out}.cc`, source);
  const soname = out.slice(out.lastIndexOf('/') + 1);
  const { cxx } = localEnv();
  await runCommand(cxx, ['-shared', '-fPIC', '-o', out, `${out}.cc`, `-Wl,-soname,${soname}`, ...flags]);
  expect(readFileSync(out).length).toBeGreaterThan(0);
}

/** What the framework's library answers in a process of its own; rejects when it finds no solver. */
function load(folder: string): Promise<string> {
  const script = `import ctypes, sys
answer = ctypes.CDLL(sys.argv[1]).answer()
sys.exit("no solver") if answer < 0 else print(answer, end="")`;
  return runCommand('python3', ['-c', script, join(folder, 'lib', 'libframework.so')], {
    env: childEnv({ LD_LIBRARY_PATH: undefined }),
  });
}
