import type { LogLevel } from '../sinks/logSink.ts';

/** Lines of TensorFlow that nobody has to act on. */
const harmless: readonly RegExp[] = [
  // A pass over a compiled graph gives up on convolutions in a loop; TensorFlow goes on with the graph as it was before that pass.
  /^[EW]\d{4} .*meta_optimizer\.cc:\d+\] remapper failed: /,
  /^WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR$/,
  // XLA counts its own preferences as features of a processor, and misses them where it loads what it compiled on the same machine.
  /^[EW]\d{4} .*cpu_aot_loader\.cc:\d+\] .*Machine type used for XLA:CPU compilation doesn't match the machine type for execution\./,
  // What XLA has kept is read as text first, then as the bytes that it is.
  /^[EW]\d{4} .*text_format\.cc:\d+\] Error parsing text-format tensorflow\.XlaSerializedCacheEntry: /,
  // The second line of a notice of grade I.
  /^To enable the following instructions: .*, in other operations, rebuild TensorFlow with the appropriate compiler flags\.$/,
  // Its own grade: I for information.
  /^I\d{4} \S+ +\d+ \S+\.(cc|h):\d+\] /,
];

export function isHarmless(line: string): boolean {
  return harmless.some((known) => known.test(line));
}

/** How grave a line is that a child or its libraries printed. */
export function levelOfLine(line: string, stream: 'stdout' | 'stderr'): LogLevel {
  if (isHarmless(line)) return 'debug';
  return stream === 'stderr' ? 'warn' : 'info';
}
