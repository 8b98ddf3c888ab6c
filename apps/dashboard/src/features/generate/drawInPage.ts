import { loadGenerator, type Wish } from '@seesaw/gan/generator';
import { drawGenerated, tensorsOfGenerated } from '@seesaw/gan/pictures/drawGenerated';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { counterRandom } from '@seesaw/gan/random/counterRandom';
import { decodeSafetensors, encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { parseManifest, type SampleShape } from '@seesaw/shared/checkpointManifest';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { requestBytes, requestText } from '../../api/request.ts';

export interface DrawnInPage {
  readonly step: number;
  readonly kind: SampleShape['kind'];
  readonly picture: Picture;
  /** Every number, as safetensors. */
  readonly tensors: Uint8Array;
}

/**
 * Runs the generator of a checkpoint here in the page, in plain JavaScript: the same numbers as `seesaw sample`. A chunk of
 * its own, because it brings tfjs. WebGL would be faster for large nets, but on many machines it rounds to 16 bits.
 */
export async function drawInPage(checkpointId: number, wish: Wish): Promise<DrawnInPage> {
  const at = `/checkpoints/${checkpointId}`;
  const [manifest, state] = await Promise.all([
    requestText(`${at}/manifest.json`),
    requestBytes(`${at}/state.safetensors`),
  ]);
  await setBackend('cpu');
  const generator = loadGenerator({
    manifest: parseManifest(manifest, 'manifest.json'),
    tensors: decodeSafetensors(state, 'state.safetensors'),
    random: counterRandom,
  });
  try {
    const generated = await generator.generate(wish, () => new Promise((resolve) => setTimeout(resolve)));
    return {
      step: generator.step,
      kind: generated.sample.kind,
      picture: drawGenerated(generated),
      tensors: encodeSafetensors(tensorsOfGenerated(generated)),
    };
  } finally {
    generator.dispose();
  }
}
