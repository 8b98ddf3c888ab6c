import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../command.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { extractWheel } from './wheels.ts';

test('what starts with a prefix is extracted, programs stay programs; a wheel without such a thing is an error that names it', async () => {
  const folder = temporaryFolder();
  const wheel = join(folder, 'x.whl');
  await runCommand('python3', ['-c', wheelMaker, wheel]);
  const out = join(folder, 'out');
  await extractWheel(wheel, out, ['nvidia/']);
  expect(readdirSync(out)).toEqual(['nvidia']);
  expect(statSync(join(out, 'nvidia', 'bin', 'ptxas')).mode & 0o777).toBe(0o755);
  expect(statSync(join(out, 'nvidia', 'lib', 'libx.so')).mode & 0o111).toBe(0);
  await expect(extractWheel(wheel, out, ['tensorflow/'])).rejects.toThrow(
    /x\.whl holds nothing that starts with tensorflow/,
  );
});

const wheelMaker = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, mode in [("nvidia/bin/ptxas", 0o100755), ("nvidia/lib/libx.so", 0o100644), ("other/y", 0o100644)]:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, name)
`;
