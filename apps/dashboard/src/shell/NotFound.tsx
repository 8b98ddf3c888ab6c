import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/Async.tsx';

export function NotFound() {
  return (
    <main className="page">
      <Empty title="There is no such page.">
        <Link to="/sweeps">Go to the sweeps</Link>
      </Empty>
    </main>
  );
}
