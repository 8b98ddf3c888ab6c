import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepViews, readViews, withoutView, withView } from './namedViews.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  kept.clear();
});

test('views belong to a page, are replaced by name, and leave nothing behind', () => {
  const views = withView(withView([], { name: 'a', search: '?x=1' }), { name: 'a', search: '?x=2' });
  keepViews('/sweeps/1', views);
  expect(readViews('/sweeps/1')).toEqual([{ name: 'a', search: '?x=2' }]);
  expect(readViews('/sweeps/2')).toEqual([]);
  keepViews('/sweeps/1', withoutView(views, 'a'));
  expect(kept.size).toBe(0);
});

test('what is no list of views is none', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  for (const text of ['{', '{}', '[1, null, {"name": 2}]']) {
    kept.set('seesaw-views:/x', text);
    expect(readViews('/x')).toEqual([]);
  }
});
