import { Menu, Modal } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keepViews, type NamedView, readViews, withoutView, withView } from './namedViews.ts';

/** Names for what is set on this page, to come back to; and its address, to give to others. */
export function ViewsMenu() {
  const { pathname, searchStr } = useRouterState({ select: (state) => state.location });
  return <Views key={pathname} path={pathname} search={searchStr} />;
}

function Views(props: { path: string; search: string }) {
  const { path, search } = props;
  const navigate = useNavigate();
  const clipboard = useClipboard({ timeout: 1500 });
  const [views, setViews] = useState(() => readViews(path));
  const [name, setName] = useState<string | undefined>(undefined);
  const keep = (next: NamedView[]) => {
    setViews(next);
    keepViews(path, next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === undefined || name.trim() === '') return;
    keep(withView(views, { name: name.trim(), search }));
    setName(undefined);
  };
  const current = views.find((view) => view.search === search);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="btn">
            {current === undefined ? 'Views' : `View: ${current.name}`}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              onClick={() =>
                void navigate({
                  to: '.',
                  search: Object.fromEntries(new URLSearchParams(view.search)) as never,
                  resetScroll: false,
                })
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setName(current?.name ?? '')}>Keep this view…</Menu.Item>
          {current !== undefined && (
            <Menu.Item onClick={() => keep(withoutView(views, current.name))}>Forget “{current.name}”</Menu.Item>
          )}
          <Menu.Item closeMenuOnClick={false} onClick={() => clipboard.copy(window.location.href)}>
            {clipboard.copied ? 'Address copied' : 'Copy the address'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={name !== undefined} onClose={() => setName(undefined)} title="Keep this view">
        <form className="stack" onSubmit={submit}>
          <label className="dim">
            name
            <input
              className="field"
              style={{ display: 'block', width: '100%' }}
              maxLength={60}
              data-autofocus
              value={name ?? ''}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <p className="dim">
            Tab, filter, columns, selection, zoom: all that stands in the address. Kept in this browser, for this page.
          </p>
          <button type="submit" className="btn primary" disabled={(name ?? '').trim() === ''}>
            Keep
          </button>
        </form>
      </Modal>
    </>
  );
}
