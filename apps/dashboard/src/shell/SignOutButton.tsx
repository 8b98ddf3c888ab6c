import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys.ts';
import { sessionQuery, signOut } from '../api/session.ts';
import { Icon } from './Icon.tsx';

/** Only where there is a session to end. */
export function SignOutButton() {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      // The next person at this screen must not find what this one saw.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      client.setQueryData(keys.session, { required: true, signedIn: false });
    },
  });
  if (session.data?.required !== true) return null;
  return (
    <button
      type="button"
      className="item"
      title="Sign out"
      aria-label="Sign out"
      disabled={leaving.isPending}
      onClick={() => leaving.mutate()}
    >
      <Icon name="signOut" />
    </button>
  );
}
