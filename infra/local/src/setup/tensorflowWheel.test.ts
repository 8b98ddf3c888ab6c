import { expect, test } from 'vitest';
import { tensorflowWheel } from './tensorflowWheel.ts';

test.each([
  ['cpu', 'x64', 'tensorflow-cpu'],
  ['gpu', 'x64', 'tensorflow'],
  ['cpu', 'arm64', 'tensorflow'],
] as const)('on Linux, %s on %s is the wheel of %s, with its published hash', (device, arch, name) => {
  const wheel = tensorflowWheel(device, 'linux', arch);
  expect(wheel.requirement).toMatch(new RegExp(`^${name}==\\d+\\.\\d+\\.\\d+$`));
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a platform whose hash is not known is still a wheel of the same version', () => {
  expect(tensorflowWheel('cpu', 'linux', 'ppc64')).toEqual({
    requirement: tensorflowWheel('cpu', 'linux', 'arm64').requirement,
    sha256: undefined,
  });
});
