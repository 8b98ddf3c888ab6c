import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../api/session.ts';
import { Async } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { useSignOut } from '../../shell/useSignOut.ts';

/** Who may use the server from here. The token itself is nowhere in the page. */
export function AccessCard() {
  const session = useQuery(sessionQuery);
  const leaving = useSignOut();
  return (
    <Card title="Access">
      <Async query={session}>
        {({ required }) =>
          required ? (
            <div className="stack">
              <p>
                You are signed in with the token of this server, <code>SEESAW_API_TOKEN</code>. This browser does not
                keep it: a cookie that scripts cannot read stands for it, for twelve hours from signing in.
              </p>
              <div>
                <button type="button" className="btn" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
                  Sign out
                </button>
              </div>
            </div>
          ) : (
            <p>
              This server asks for no token. With <code>SEESAW_API_TOKEN</code> set, it asks everybody for it, and may
              listen beyond its own machine.
            </p>
          )
        }
      </Async>
    </Card>
  );
}
