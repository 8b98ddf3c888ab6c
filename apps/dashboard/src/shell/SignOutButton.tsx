import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.ts';
import { Icon } from './Icon.tsx';
import { useSignOut } from './useSignOut.ts';

/** Only where there is a session to end. */
export function SignOutButton() {
  const session = useQuery(sessionQuery);
  const leaving = useSignOut();
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
