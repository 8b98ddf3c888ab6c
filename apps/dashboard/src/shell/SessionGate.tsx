import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session.ts';
import { Skeleton } from '../parts/Async.tsx';
import { SignIn } from './SignIn.tsx';

/** Shows the pages to those who may see them, and asks everybody else for the token. */
export function SessionGate(props: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.data?.required === true && !session.data.signedIn) return <SignIn />;
  // Not `isPending`: asking again after a failure is pending too, and would take the page away each time somebody asks.
  if (!session.isFetched) {
    return (
      <main className="page">
        <Skeleton height={240} />
      </main>
    );
  }
  // A server that does not answer is the pages' own affair: they say so, with what they know from before.
  return props.children;
}
