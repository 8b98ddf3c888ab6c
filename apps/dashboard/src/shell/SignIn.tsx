import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keys } from '../api/keys.ts';
import { ApiError } from '../api/request.ts';
import { signIn } from '../api/session.ts';
import { Logo } from './Logo.tsx';
import { usePageTitle } from './usePageTitle.ts';

/** The door of a server that is protected by a token. */
export function SignIn() {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      // What was refused before must not be shown as an error now.
      client.removeQueries({ predicate: (query) => query.state.status === 'error' });
      client.setQueryData(keys.session, { required: true, signedIn: true });
    },
  });
  usePageTitle('Sign in');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token !== '') entering.mutate(token);
  };
  return (
    <main className="page signIn">
      <form className="card stack" onSubmit={submit}>
        <h1>
          <Logo /> Seesaw
        </h1>
        <p className="dim">
          This server is protected by a token. Whoever runs it has set it as <code>SEESAW_API_TOKEN</code>.
        </p>
        <label className="stack">
          Token
          <input
            type="password"
            className="field"
            autoComplete="current-password"
            // biome-ignore lint/a11y/noAutofocus: the page holds nothing but this field
            autoFocus
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        {entering.error !== null && (
          <p className="note bad" role="alert">
            {entering.error instanceof ApiError ? entering.error.message : 'The page met an error; reload it.'}
          </p>
        )}
        <button type="submit" className="btn primary" disabled={token === '' || entering.isPending}>
          Sign in
        </button>
      </form>
    </main>
  );
}
