import type { LogLevel } from '../sinks/logSink.ts';

/** Lines of TensorFlow that nobody has to act on. */
const harmless: readonly RegExp[] = [
  // A pass over a compiled graph gives up on convolutions in a loop; TensorFlow goes on with the graph as it was before that pass.
  /^[EW]\d{4} .*meta_optimizer\.cc:\d+\] remapper failed: /,
  /^WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR$/,
  // Its own grade: I for information.
  /^I\d{4} \S+ +\d+ \S+\.cc:\d+\] /,
];

/** How grave a line is that a child or its libraries printed. */
export function levelOfLine(line: string, stream: 'stdout' | 'stderr'): LogLevel {
  if (harmless.some((known) => known.test(line))) return 'debug';
  return stream === 'stderr' ? 'warn' : 'info';
}
