import { alongLast, concatenated, overAxes, packed, split, summed, transposed, unpacked } from './axes.ts';
import { eachLane } from './eachLane.ts';
import { alike, approximated, choice, elementWise } from './elementWise.ts';
import { matrixProduct } from './matrixProduct.ts';
import { filled, gathered, oneHot, padded, reshaped, sliced, stridedSlice, tiled } from './places.ts';
import type { Rule } from './rule.ts';

/** Names of TensorFlow's operations, by how they are done for all lanes. */
const groups: readonly (readonly [Rule, string])[] = [
  [
    elementWise,
    `Abs Bitcast Cast Ceil Floor Identity IsFinite IsInf IsNan LeakyRelu LogicalNot Neg OnesLike Relu Relu6 Round Sign Sqrt
     Square ZerosLike`,
  ],
  [
    elementWise,
    `Add Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mod Mul
     NotEqual RealDiv SquaredDifference Sub`,
  ],
  [
    approximated,
    `Acos Acosh Asin Asinh Atan Atan2 Atanh Cos Cosh Elu Erf Exp Expm1 Log Log1p Pow Reciprocal Rsqrt Selu Sigmoid Sin Sinh
     Softmax Softplus Tan Tanh`,
  ],
  [alike, 'AddN EluGrad'],
  [choice, 'Select'],
  [matrixProduct, 'BatchMatMul BatchMatMulV2 MatMul'],
  [summed, 'Mean Prod Sum'],
  [overAxes, 'All Any ArgMax ArgMin Cumprod Cumsum Max Min ReverseV2'],
  [alongLast, 'TopKV2'],
  [transposed, 'Transpose'],
  [concatenated, 'ConcatV2'],
  [split, 'SplitV'],
  [packed, 'Pack'],
  [unpacked, 'Unpack'],
  [reshaped, 'Reshape ExpandDims'],
  [sliced, 'Slice'],
  [stridedSlice, 'StridedSlice'],
  [padded, 'PadV2 MirrorPad'],
  [tiled, 'Tile'],
  [filled, 'Fill'],
  [gathered, 'GatherV2'],
  [oneHot, 'OneHot'],
  // Their bits are a function of one seed.
  [eachLane, 'StatelessRandomNormal StatelessRandomUniform StatelessRandomUniformInt'],
  // They have axes of a meaning of their own, and take longer than what is around them.
  [
    eachLane,
    `AvgPool AvgPool3D AvgPool3DGrad AvgPoolGrad Conv2D Conv2DBackpropFilter Conv2DBackpropInput Conv3D Conv3DBackpropFilterV2
     Conv3DBackpropInputV2 DepthToSpace DepthwiseConv2dNative DepthwiseConv2dNativeBackpropFilter
     DepthwiseConv2dNativeBackpropInput MaxPool MaxPool3D MaxPool3DGrad MaxPoolGrad ResizeBilinear ResizeBilinearGrad
     ResizeNearestNeighbor ResizeNearestNeighborGrad`,
  ],
];

export const rules: ReadonlyMap<string, Rule> = new Map(
  groups.flatMap(([rule, names]) => names.split(/\s+/).map((name) => [name, rule] as const)),
);
