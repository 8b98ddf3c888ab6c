import { expect, test } from 'vitest';
import { artifactPath, encodePath } from './artifactPath.ts';
import { MlflowRefused } from './errors.ts';

const root = { experimentId: '7', runId: 'abc123' };
const call = { operation: 'test', where: 'here' };

test('a path lies below the artifacts of its run', () => {
  expect(artifactPath(root, 'checkpoints/global_step_10/g.safetensors', call)).toBe(
    '7/abc123/artifacts/checkpoints/global_step_10/g.safetensors',
  );
  expect(artifactPath(root, '', call)).toBe('7/abc123/artifacts');
});

test.each(['/etc/passwd', '../x', 'a/../../x', 'a//b', 'a/', './a', 'a#b', 'a%2e%2e', 'a\\b', 'a\nb', 'a\u0000'])(
  'the path %j is refused',
  (path) => {
    expect(() => artifactPath(root, path, call)).toThrow(MlflowRefused);
  },
);

test.each(['', '..', 'a/b', '-x'])('the run id %j is refused, so that no path leaves its run', (runId) => {
  expect(() => artifactPath({ ...root, runId }, 'x', call)).toThrow(MlflowRefused);
});

test('only the parts of a path are encoded', () => {
  expect(encodePath('a b/ü?.txt')).toBe('a%20b/%C3%BC%3F.txt');
});
