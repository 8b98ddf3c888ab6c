import { expect, it } from 'vitest';
import { levelOfLine } from './levelOfLine.ts';

it.each([
  "E0000 00:00:1795800990.462049   30314 meta_optimizer.cc:967] remapper failed: INVALID_ARGUMENT: Mutation::Apply error: fanout 'penalised/loop/body/_1/step/Sign_175' exist for missing node 'penalised/loop/body/_1/step/Add_136'.",
  'I0000 00:00:1795800990.188476     826 port.cc:153] oneDNN custom operations are on.',
  "E0000 00:00:1795800990.462049   30314 cpu_aot_loader.cc:220] Loading XLA:CPU AOT result. Target machine feature +prefer-no-gather is not  supported on the host machine. Machine type used for XLA:CPU compilation doesn't match the machine type for execution. Compile machine features: [+64bit,+adx…",
  'E0000 00:00:1795967673.127918   29690 text_format.cc:378] Error parsing text-format tensorflow.XlaSerializedCacheEntry: 2:1: Expected identifier, got: 5',
  'I0000 00:00:1795967673.136565   29690 device_compiler.h:208] Compiled cluster using XLA!  This line is logged at most once for the lifetime of the process.',
  'To enable the following instructions: AVX2 AVX512F FMA, in other operations, rebuild TensorFlow with the appropriate compiler flags.',
  'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
])('what TensorFlow prints and nobody has to act on is no warning: %s', (line) => {
  expect(levelOfLine(line, 'stderr')).toBe('debug');
});

it.each([
  'E0000 00:00:1795800990.462049   30314 meta_optimizer.cc:967] layout failed: INVALID_ARGUMENT',
  'W0000 00:00:1795800990.462049   30314 allocator.cc:82] Allocation of 4096000000 exceeds 10% of free system memory.',
  'E0000 00:00:1795800990.462049   30314 cpu_aot_loader.cc:190] Failed to load an object file.',
  'Image 7 was left out.',
])('what a process complains of is a warning, and what it just prints is not: %s', (line) => {
  expect(levelOfLine(line, 'stderr')).toBe('warn');
  expect(levelOfLine(line, 'stdout')).toBe('info');
});
