import { expect, test } from 'vitest';
import { atLeast } from '../versionText.ts';
import { cudaRequirements } from './cudaWheels.ts';

/** What the METADATA of the tensorflow 2.21.0 wheel says about CUDA, among other lines. */
const metadata = `Metadata-Version: 2.4
Name: tensorflow
Version: 2.21.0
Requires-Dist: numpy>=1.26.0
Requires-Dist: protobuf<8.0.0,>=6.31.1
Provides-Extra: and-cuda
Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"
Requires-Dist: nvidia-cuda-cupti-cu12<13.0,>=12.5.82; extra == "and-cuda"
Requires-Dist: nvidia-cuda-nvcc-cu12<13.0,>=12.5.82; extra == "and-cuda"
Requires-Dist: nvidia-cuda-nvrtc-cu12<13.0,>=12.5.82; extra == "and-cuda"
Requires-Dist: nvidia-cuda-runtime-cu12<13.0,>=12.5.82; extra == "and-cuda"
Requires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"
Requires-Dist: nvidia-cufft-cu12<12.0,>=11.2.3.61; extra == "and-cuda"
Requires-Dist: nvidia-curand-cu12<11.0,>=10.3.6.82; extra == "and-cuda"
Requires-Dist: nvidia-cusolver-cu12<12.0,>=11.6.3.83; extra == "and-cuda"
Requires-Dist: nvidia-cusparse-cu12<13.0,>=12.5.1.3; extra == "and-cuda"
Requires-Dist: nvidia-nccl-cu12<3.0,>=2.27.7; extra == "and-cuda"
Requires-Dist: nvidia-nvjitlink-cu12<13.0,>=12.5.82; extra == "and-cuda"
Provides-Extra: gcs-filesystem
Requires-Dist: tensorflow-io-gcs-filesystem>=0.23.1; extra == "gcs-filesystem"
`;

test('every CUDA package that TensorFlow names is pinned, with its hash, inside the range that TensorFlow allows', () => {
  const ranges = [...metadata.matchAll(/^Requires-Dist: (nvidia-\S+?)<(\S+),>=(\S+);/gm)];
  const pinned = cudaRequirements(metadata);
  expect(pinned).toHaveLength(12);
  for (const [index, [, name, below, from]] of ranges.entries()) {
    const { requirement, sha256 } = pinned[index]!;
    const [pinnedName, version] = requirement.split('==');
    expect(pinnedName).toBe(name);
    expect(sha256, name).toMatch(/^[0-9a-f]{64}$/);
    expect(atLeast(version!, from!), `${requirement} >= ${from}`).toBe(true);
    expect(atLeast(version!, below!), `${requirement} >= ${below}`).toBe(false);
  }
});

test('a package that a newer TensorFlow names is asked for in the range of its wheel, in the older spelling too', () => {
  const newer = `Requires-Dist: nvidia-nvshmem-cu12 (<4.0,>=3.3) ; extra == 'and-cuda'\n`;
  expect(cudaRequirements(newer)).toEqual([{ requirement: 'nvidia-nvshmem-cu12<4.0,>=3.3', sha256: undefined }]);
});

test('a wheel without CUDA asks for nothing', () => {
  expect(cudaRequirements('Name: tensorflow_cpu\nRequires-Dist: numpy>=1.26.0\n')).toEqual([]);
});
