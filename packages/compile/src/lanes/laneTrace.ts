import { CompileFault } from '../compileFault.ts';
import { changedVariables, liveNodes, type Source, specOf, type TensorSpec, type Trace } from '../trace.ts';
import { createLaneGraph, type LaneTensor, ofLanes } from './laneGraph.ts';
import { aligned, constantReader } from './rule.ts';
import { rules } from './rules.ts';
import type { Sharing } from './sharing.ts';

/**
 * The trace of one lane as one of several: variables, inputs and outputs have an axis in front of theirs, and each operation is
 * replaced by what does the same for all lanes. What does not depend on a lane is computed once.
 * @throws CompileFault
 */
export function laneTrace(trace: Trace, { lanes, sharedVariables, sharedInputs, active }: Sharing): Trace {
  const graph = createLaneGraph(lanes);
  const tensors = new Map<string, LaneTensor>();
  const keyOf = (source: Source) =>
    source.from === 'node' ? `${source.node}:${source.output}` : `${source.from}${source.index}`;

  const add = (source: Source, shared: boolean) => {
    const spec = specOf(trace, source);
    tensors.set(keyOf(source), shared ? { spec, shared: source } : { spec, stacked: source });
  };
  trace.variables.forEach((_, index) => {
    add({ from: 'variable', index }, sharedVariables.has(index));
  });
  trace.inputs.forEach(({ name }, index) => {
    add({ from: 'input', index }, sharedInputs.has(name));
  });
  const tensorOf = (source: Source) => tensors.get(keyOf(source))!;

  for (const index of liveNodes(trace)) {
    const node = trace.nodes[index]!;
    const inputs = node.inputs.map(tensorOf);
    let outputs: LaneTensor[];
    if (inputs.every(({ shared }) => shared !== undefined)) {
      const made = graph.add(
        node.operation,
        inputs.map(({ shared }) => shared!),
        node.attributes,
        node.outputs,
      );
      outputs = made.map((shared, output) => ({ spec: node.outputs[output]!, shared }));
    } else {
      const rule = rules.get(node.operation);
      if (rule === undefined) throw noRule(node.operation);
      outputs = rule({ node, inputs, graph, constant: constantReader(trace, node) });
    }
    outputs.forEach((tensor, output) => {
      tensors.set(keyOf({ from: 'node', node: index, output }), tensor);
    });
  }

  const moving = trace.inputs.findIndex(({ name }) => name === active);
  const changed = new Set(changedVariables(trace));
  const assigned = trace.assigned.map((source, index): Source => {
    if (!changed.has(index)) return source;
    const tensor = tensorOf(source);
    if (!sharedVariables.has(index)) return held(index, graph.stacked(tensor));
    if (tensor.shared === undefined) throw notShared(index, trace.variables[index]!);
    return tensor.shared;
  });

  function held(index: number, next: Source): Source {
    if (moving < 0) return next;
    const spec = trace.variables[index]!;
    const moves = aligned(graph, tensorOf({ from: 'input', index: moving }), spec.shape.length);
    const given: Source[] = [moves, next, { from: 'variable', index }];
    return graph.add('SelectV2', given, { T: { type: spec.dtype } }, [ofLanes(spec, lanes)])[0]!;
  }

  const outputs = trace.outputs.map(({ name, source }) => ({ name, source: graph.stacked(tensorOf(source)) }));
  return {
    variables: trace.variables.map((spec, index) => (sharedVariables.has(index) ? spec : ofLanes(spec, lanes))),
    inputs: trace.inputs.map((spec) => (sharedInputs.has(spec.name) ? spec : { ...spec, ...ofLanes(spec, lanes) })),
    nodes: graph.nodes,
    assigned,
    outputs,
  };
}

function noRule(operation: string): CompileFault {
  return new CompileFault(
    'operation',
    `${operation} has no rule for several lanes at once. Write one in src/lanes/rules.ts, let it work on what all lanes share, or compile the function without lanes.`,
  );
}

function notShared(index: number, { shape }: TensorSpec): CompileFault {
  return new CompileFault(
    'lanes',
    `Variable number ${index + 1}, [${shape.join(', ')}], is shared by all lanes and is assigned what differs between them. Take it out of \`shared\`.`,
  );
}
