import {
  engine,
  getKernel,
  type NamedTensorMap,
  registerKernel,
  tidy,
  unregisterKernel,
  zeros,
} from '@tensorflow/tfjs-core';

/** What a step cannot do without: everything else in it is small beside these, or should be. */
const heavy = ['BatchMatMul', 'Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'];
const backendName = 'tensorflow';

interface KernelCall {
  readonly name: string;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly attributes: NonNullable<Parameters<ReturnType<typeof engine>['runKernel']>[2]>;
}

/** The matrix products and convolutions that `work` computes, in order, with their shapes. */
export function recordKernels(work: () => void): KernelCall[] {
  const calls: KernelCall[] = [];
  const originals = heavy.flatMap((name) => getKernel(name, backendName) ?? []);
  for (const original of originals) {
    unregisterKernel(original.kernelName, backendName);
    registerKernel({
      ...original,
      kernelFunc: (parameters) => {
        const shapes = Object.entries(parameters.inputs).map(([name, input]) => [name, [...input!.shape]] as const);
        calls.push({
          name: original.kernelName,
          inputs: Object.fromEntries(shapes),
          attributes: (parameters.attrs ?? {}) as KernelCall['attributes'],
        });
        return original.kernelFunc(parameters);
      },
    });
  }
  try {
    work();
  } finally {
    for (const original of originals) {
      unregisterKernel(original.kernelName, backendName);
      registerKernel(original);
    }
  }
  return calls;
}

/** Computes the same kernels once more, on zeros: what is left of a step when all of Seesaw is taken away. */
export function replayer(calls: readonly KernelCall[]): { replay: () => void; dispose: () => void } {
  const ready = calls.map(({ name, inputs, attributes }) => {
    const tensors: NamedTensorMap = {};
    for (const [input, shape] of Object.entries(inputs)) tensors[input] = zeros([...shape]);
    return { name, tensors, attributes };
  });
  return {
    replay: () =>
      tidy(() => {
        for (const { name, tensors, attributes } of ready) engine().runKernel(name, tensors, attributes);
      }),
    dispose: () => {
      for (const { tensors } of ready) for (const tensor of Object.values(tensors)) tensor.dispose();
    },
  };
}
