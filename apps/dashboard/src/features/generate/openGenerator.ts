import { type Generator, loadGenerator } from '@seesaw/gan/generator';
import { counterRandom } from '@seesaw/gan/random/counterRandom';
import { decodeSafetensors } from '@seesaw/gan/state/safetensors';
import { parseManifest } from '@seesaw/shared/checkpointManifest';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { requestBytes, requestText } from '../../api/request.ts';

/**
 * The generator of a checkpoint here in the page, in plain JavaScript: the same numbers as `seesaw sample`. A chunk of its
 * own, because it brings tfjs. WebGL would be faster for large nets, but on many machines it rounds to 16 bits.
 */
export async function openGenerator(checkpointId: number): Promise<Generator> {
  const at = `/checkpoints/${checkpointId}`;
  const [manifest, state] = await Promise.all([
    requestText(`${at}/manifest.json`),
    requestBytes(`${at}/state.safetensors`),
  ]);
  await setBackend('cpu');
  return loadGenerator({
    manifest: parseManifest(manifest, 'manifest.json'),
    tensors: decodeSafetensors(state, 'state.safetensors'),
    random: counterRandom,
  });
}
