import type { ReactNode } from 'react';
import { ApiError } from '../api/request.ts';
import { CodeText } from './CodeText.tsx';

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

/**
 * The four faces of anything asynchronous. An error with older data in hand keeps the data and says that they are old;
 * an error without data replaces the content.
 */
export function Async<T>(props: {
  query: QueryLike<T>;
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  if (query.data === undefined) {
    if (query.error !== null) return <Failure error={query.error} onRetry={() => query.refetch()} />;
    return props.skeleton ?? <Skeleton height={120} />;
  }
  return (
    <>
      {query.error !== null && <Stale error={query.error} onRetry={() => query.refetch()} />}
      {props.isEmpty?.(query.data) === true ? props.empty : props.children(query.data)}
    </>
  );
}

export function Failure(props: { error: Error; onRetry?: () => void }) {
  const hint = props.error instanceof ApiError ? props.error.hint : undefined;
  const unreachable = props.error instanceof ApiError && props.error.status === 0;
  return (
    <div className="empty" role="alert">
      <b>{props.error.message}</b>
      {hint !== undefined && <span>{hint}</span>}
      {unreachable && (
        <span>
          Is it running? <code>npx --no seesaw status</code> tells; trials go on without this page.
        </span>
      )}
      {props.onRetry !== undefined && (
        <button type="button" className="btn" onClick={props.onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

function Stale(props: { error: Error; onRetry: () => void }) {
  return (
    <div className="note warn" role="status">
      <span className="grow">Shown as of the last answer: {props.error.message}</span>
      <button type="button" className="btn small" onClick={props.onRetry}>
        Refresh
      </button>
    </div>
  );
}

export function Skeleton(props: { height: number }) {
  return <div className="skeleton" style={{ height: props.height }} role="status" aria-label="Loading" />;
}

/** `children` that are a sentence may hold `settings in backticks`. */
export function Empty(props: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <b>{props.title}</b>
      {typeof props.children === 'string' ? (
        <span>
          <CodeText text={props.children} />
        </span>
      ) : (
        props.children
      )}
    </div>
  );
}
