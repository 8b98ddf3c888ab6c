/** What TensorFlow is built for: `gpu` means CUDA, and such a build also runs, as fast, where there is no GPU. */
export type TensorflowDevice = 'cpu' | 'gpu';

/** As SEESAW_LIBTENSORFLOW says it. */
export type WantedDevice = 'auto' | TensorflowDevice;

export interface DeviceMachine {
  /** In Node's words. */
  platform: string;
  arch: string;
  hasGpu: boolean;
  /** Whether an earlier set-up has staged this build. */
  staged: (device: TensorflowDevice) => boolean;
}

/**
 * `auto`: the CUDA build where this machine has an NVIDIA GPU, and where only that one is staged (an image prepared for
 * machines of both kinds); else the smaller one. Throws when CUDA is asked for where TensorFlow has no build with it.
 */
export function chooseDevice(
  wanted: WantedDevice,
  { platform, arch, hasGpu, staged }: DeviceMachine,
): TensorflowDevice {
  const hasCudaBuild = platform === 'linux' && arch === 'x64';
  if (wanted === 'gpu' && !hasCudaBuild) {
    throw new Error(
      `SEESAW_LIBTENSORFLOW=gpu: TensorFlow has a build with CUDA for linux x64 only, not for ${platform} ${arch}; use cpu or auto`,
    );
  }
  if (wanted !== 'auto') return wanted;
  return hasCudaBuild && (hasGpu || (staged('gpu') && !staged('cpu'))) ? 'gpu' : 'cpu';
}
