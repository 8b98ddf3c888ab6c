import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

type Name = 'SavedModel' | 'OpList';

let root: protobuf.Root | undefined;

/** TensorFlow's messages, as far as `tensorflow.proto` describes them. */
export function messages(): Readonly<Record<Name, protobuf.Type>> {
  root ??= protobuf.loadSync(fileURLToPath(new URL('./tensorflow.proto', import.meta.url)));
  return {
    SavedModel: root.lookupType('tensorflow.SavedModel'),
    OpList: root.lookupType('tensorflow.OpList'),
  };
}
