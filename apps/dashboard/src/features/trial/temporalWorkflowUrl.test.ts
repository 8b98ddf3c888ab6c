import { expect, test } from 'vitest';
import { temporalWorkflowUrl } from './temporalWorkflowUrl.ts';

test('a workflow is linked where the page of Temporal is known, and nothing but a web address is a link', () => {
  expect(temporalWorkflowUrl({ url: 'http://ui:8080/', namespace: 'a b' }, 'trial-x/1')).toBe(
    'http://ui:8080/namespaces/a%20b/workflows/trial-x%2F1',
  );
  expect(temporalWorkflowUrl(null, 'x')).toBeUndefined();
  expect(temporalWorkflowUrl({ url: 'javascript:alert(1)', namespace: 'x' }, 'x')).toBeUndefined();
});
