import { expect, test } from 'vitest';
import { chooseDevice, type TensorflowDevice } from './tensorflowDevice.ts';

const linux = { platform: 'linux', arch: 'x64', hasGpu: false, staged: () => false };
const only = (present: TensorflowDevice) => (device: TensorflowDevice) => device === present;

test('by itself it is the CUDA build exactly where there is an NVIDIA GPU and TensorFlow has such a build', () => {
  expect(chooseDevice('auto', linux)).toBe('cpu');
  expect(chooseDevice('auto', { ...linux, hasGpu: true })).toBe('gpu');
  expect(chooseDevice('auto', { ...linux, hasGpu: true, arch: 'arm64' })).toBe('cpu');
  expect(chooseDevice('auto', { ...linux, hasGpu: true, platform: 'darwin' })).toBe('cpu');
});

test('a CUDA build that was prepared in advance serves a machine without a GPU too, so nothing is downloaded there', () => {
  expect(chooseDevice('auto', { ...linux, staged: only('gpu') })).toBe('gpu');
  expect(chooseDevice('auto', { ...linux, staged: () => true })).toBe('cpu');
  expect(chooseDevice('auto', { ...linux, staged: only('cpu'), hasGpu: true })).toBe('gpu');
});

test('a build that is asked for is taken, whatever the machine has', () => {
  expect(chooseDevice('gpu', linux)).toBe('gpu');
  expect(chooseDevice('cpu', { ...linux, hasGpu: true, staged: only('gpu') })).toBe('cpu');
});

test('CUDA where TensorFlow has no build with it is refused by name', () => {
  expect(() => chooseDevice('gpu', { ...linux, arch: 'arm64' })).toThrow(
    /SEESAW_LIBTENSORFLOW=gpu.*not for linux arm64/,
  );
});
