import { versions } from '../versions.ts';
import type { TensorflowDevice } from './tensorflowDevice.ts';

/** Published SHA-256 of TensorFlow's wheels for the Python tag that is asked for, by `<package>-<platform>-<arch>`. */
const sha256: Record<string, string> = {
  'tensorflow-cpu-linux-x64': '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  'tensorflow-linux-x64': '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  'tensorflow-linux-arm64': '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
};

/** A wheel as pip is asked for it. */
export interface PinnedWheel {
  /** `name==version`, or a range where no version is pinned. */
  requirement: string;
  /** Undefined where the published hash is not known to us. */
  sha256: string | undefined;
}

/** The TensorFlow wheel whose libraries the binding is linked against: the small one without CUDA exists for x64 only. */
export function tensorflowWheel(device: TensorflowDevice, platform: string, arch: string): PinnedWheel {
  const name = device === 'cpu' && arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow';
  return { requirement: `${name}==${versions.tensorflow}`, sha256: sha256[`${name}-${platform}-${arch}`] };
}
