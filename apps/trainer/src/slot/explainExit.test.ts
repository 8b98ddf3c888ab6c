import { describe, expect, it } from 'vitest';
import { type ChildExit, explainExit } from './explainExit.ts';
import { oomKillsIn } from './oomKills.ts';

const exit = (part: Partial<ChildExit>): ChildExit => ({
  code: null,
  signal: null,
  lastLines: [],
  oomKilled: false,
  ...part,
});

describe('the end of a training process in words', () => {
  it('calls a SIGKILL lack of memory only when the kernel counted it', () => {
    expect(explainExit(exit({ signal: 'SIGKILL', oomKilled: true }))).toMatchObject({
      code: 'out-of-memory',
      message: expect.stringContaining('the kernel killed it because memory ran out'),
    });
    expect(explainExit(exit({ signal: 'SIGKILL', oomKilled: false }))).toEqual({
      code: 'trainer-child-died',
      message: 'The training process ended: it was killed from outside (SIGKILL). It printed nothing.',
    });
  });

  it('says that nobody knows where the machine does not count', () => {
    const { code, message } = explainExit(exit({ signal: 'SIGKILL', oomKilled: null }));
    expect(code).toBe('trainer-child-died');
    expect(message).toContain('by a person or by the kernel for lack of memory; this machine does not tell which');
  });

  it('reads exit codes of a shell as signals', () => {
    expect(explainExit(exit({ code: 137, oomKilled: true })).code).toBe('out-of-memory');
    expect(explainExit(exit({ code: 139 })).message).toContain('SIGSEGV');
  });

  it.each([
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    "terminate called after throwing an instance of 'std::bad_alloc'",
    'OOM when allocating tensor with shape[64,1024]',
  ])('recognises lack of memory by the last words: %s', (line) => {
    const explanation = explainExit(exit({ code: 134, lastLines: ['step 10', line] }));
    expect(explanation.code).toBe('out-of-memory');
    expect(explanation.message).toContain(line);
    expect(explanation.message).toContain('batch_size');
  });

  it('calls an abort for another reason a death, not lack of memory', () => {
    expect(explainExit(exit({ code: 134, lastLines: ['Check failed: x'] }))).toMatchObject({
      code: 'trainer-child-died',
      message: expect.stringContaining('internal check (SIGABRT)'),
    });
  });

  it('finds an exit with code 0 in the middle of a trial strange', () => {
    expect(explainExit(exit({ code: 0 })).message).toContain('left by itself (exit code 0)');
  });

  it('leaves out what TensorFlow prints and nobody has to act on, but for an unknown instruction', () => {
    const features =
      "E0000 00:00:1795800990.462049   30314 cpu_aot_loader.cc:220] Loading XLA:CPU AOT result. Target machine feature +prefer-no-gather is not  supported on the host machine. Machine type used for XLA:CPU compilation doesn't match the machine type for execution. Compile machine features: [+adx] vs host machine features: [+adx]. This could lead to execution errors such as SIGILL.";
    const words = (part: Partial<ChildExit>) => explainExit(exit(part)).message;
    const killed = words({ signal: 'SIGKILL', lastLines: ['Image 7 was left out.', ...Array(9).fill(features)] });
    expect(killed).toMatch(/\(SIGKILL\)\. Its last words: Image 7 was left out\.$/);
    expect(words({ signal: 'SIGKILL', lastLines: [features] })).toMatch(/ It printed nothing that tells more\.$/);
    expect(words({ signal: 'SIGILL', lastLines: [features] })).toContain('Its last words: E0000');
  });

  it('quotes the last five lines and no more than fits', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
    const { message } = explainExit(exit({ code: 1, lastLines: lines }));
    expect(message).toContain('exit code 1. Its last words: line 4 | line 5 | line 6 | line 7 | line 8');
    expect(explainExit(exit({ code: 1, lastLines: ['x'.repeat(9_000)] })).message.length).toBeLessThan(1_200);
  });
});

describe('the count of kills for memory', () => {
  it('is read from the line of that name', () => {
    expect(oomKillsIn('low 0\noom 3\noom_kill 2\noom_group_kill 0\n')).toBe(2);
    expect(oomKillsIn('nr_free_pages 17\n')).toBeNull();
  });
});
