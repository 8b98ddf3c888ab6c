/** Why a function cannot be compiled, or a compiled one not be called like this. */
export type CompileFaultKind =
  /** tfjs does not run on tfjs-node. */
  | 'other-backend'
  /** A tensor or variable from outside is used that is not named as variable, input or constant. */
  | 'captured-tensor'
  /** A variable that is not named is assigned or made. */
  | 'unnamed-variable'
  /** A number of the trace differs from call to call: random numbers, a clock, a counter in JavaScript. */
  | 'frozen-value'
  /** Two calls ran different operations. */
  | 'changing-structure'
  /** JavaScript looks at what the function computes. */
  | 'host-read'
  /** An operation that a graph cannot hold, or that the operation table does not know. */
  | 'operation'
  /** What all lanes share cannot be one for all of them. */
  | 'lanes'
  /** Inputs that are missing, unknown or of another shape or type than was compiled. */
  | 'input'
  /** TensorFlow refused the program. */
  | 'refused';

/** `message` says what, at which operation, and what to do about it. */
export class CompileFault extends Error {
  override readonly name = 'CompileFault';
  readonly kind: CompileFaultKind;

  constructor(kind: CompileFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
