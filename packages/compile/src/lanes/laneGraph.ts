import { constantOf, dataTypes } from '../attrValue.ts';
import type { Source, TensorSpec, TracedNode } from '../trace.ts';

/** A tensor of the traced function, for all lanes: one that they share, or one of each, stacked or apart. */
export interface LaneTensor {
  /** Of one lane. */
  readonly spec: TensorSpec;
  readonly shared?: Source;
  /** [lanes, ...shape]. */
  stacked?: Source;
  apart?: readonly Source[];
}

/** The nodes of a program of all lanes, as rules add them. */
export interface LaneGraph {
  readonly lanes: number;
  readonly nodes: readonly TracedNode[];
  add(
    operation: string,
    inputs: readonly Source[],
    attributes: TracedNode['attributes'],
    outputs: readonly TensorSpec[],
  ): Source[];
  /** Constant int32 numbers: a vector unless told otherwise. */
  ints(values: readonly number[], shape?: readonly number[]): Source;
  /** [lanes, ...shape], of a shared tensor as many copies. */
  stacked(tensor: LaneTensor): Source;
  /** One of each lane, of a shared tensor always the same. */
  apart(tensor: LaneTensor): readonly Source[];
  /** The same with other dimensions, all its numbers in their order. */
  reshaped(source: Source, dtype: number, shape: readonly number[]): Source;
}

const { int32 } = dataTypes;

export function createLaneGraph(lanes: number): LaneGraph {
  const nodes: TracedNode[] = [];
  const constants = new Map<string, Source>();
  const copies = new Map<Source, Source>();

  const graph: LaneGraph = {
    lanes,
    nodes,

    add(operation, inputs, attributes, outputs) {
      const node = nodes.push({ operation, inputs, attributes, outputs }) - 1;
      return outputs.map((_, output) => ({ from: 'node', node, output }));
    },

    ints(values, shape = [values.length]) {
      const key = JSON.stringify([values, shape]);
      const known = constants.get(key);
      if (known !== undefined) return known;
      const tensor = constantOf(shape, int32, Int32Array.from(values));
      const [made] = graph.add('Const', [], { dtype: { type: int32 }, value: { tensor } }, [{ shape, dtype: int32 }]);
      constants.set(key, made!);
      return made!;
    },

    stacked(tensor) {
      if (tensor.stacked !== undefined) return tensor.stacked;
      const { spec, shared, apart } = tensor;
      if (apart !== undefined) {
        const attributes = { N: { i: lanes }, T: { type: spec.dtype }, axis: { i: 0 } };
        const [packed] = graph.add('Pack', apart, attributes, [ofLanes(spec, lanes)]);
        tensor.stacked = packed!;
        return packed!;
      }
      const known = copies.get(shared!);
      if (known !== undefined) return known;
      const one = graph.reshaped(shared!, spec.dtype, [1, ...spec.shape]);
      const inputs = [one, graph.ints([lanes, ...spec.shape.map(() => 1)])];
      const [tiled] = graph.add('Tile', inputs, { T: { type: spec.dtype }, Tmultiples: { type: int32 } }, [
        ofLanes(spec, lanes),
      ]);
      copies.set(shared!, tiled!);
      return tiled!;
    },

    apart(tensor) {
      const { shared, stacked, spec } = tensor;
      if (shared !== undefined) return Array.from({ length: lanes }, () => shared);
      tensor.apart ??= graph.add(
        'Unpack',
        [stacked!],
        { num: { i: lanes }, T: { type: spec.dtype }, axis: { i: 0 } },
        Array.from({ length: lanes }, () => spec),
      );
      return tensor.apart;
    },

    reshaped(source, dtype, shape) {
      const attributes = { T: { type: dtype }, Tshape: { type: int32 } };
      return graph.add('Reshape', [source, graph.ints(shape)], attributes, [{ shape, dtype }])[0]!;
    },
  };
  return graph;
}

export function ofLanes({ shape, dtype }: TensorSpec, lanes: number): TensorSpec {
  return { shape: [lanes, ...shape], dtype };
}
