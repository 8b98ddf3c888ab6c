import { useClipboard } from '@mantine/hooks';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, use, useState } from 'react';
import { TimeForMore } from '../parts/Later.tsx';
import { LaterMenu } from '../parts/LaterMenu.tsx';
import { keepViews, type NamedView, readViews, withoutView, withView } from './namedViews.ts';

const KeepViewDialog = lazy(async () => ({ default: (await import('./KeepViewDialog.tsx')).KeepViewDialog }));

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
  const isTime = use(TimeForMore);
  const keep = (next: NamedView[]) => {
    setViews(next);
    keepViews(path, next);
  };
  const submit = () => {
    if (name === undefined || name.trim() === '') return;
    keep(withView(views, { name: name.trim(), search }));
    setName(undefined);
  };
  const current = views.find((view) => view.search === search);
  return (
    <>
      <LaterMenu
        button={
          <button type="button" className="btn">
            {current === undefined ? 'Views' : `View: ${current.name}`}
          </button>
        }
      >
        {(Menu) => (
          <>
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
          </>
        )}
      </LaterMenu>
      {(isTime || name !== undefined) && (
        <Suspense>
          <KeepViewDialog name={name} onName={setName} onSubmit={submit} />
        </Suspense>
      )}
    </>
  );
}
