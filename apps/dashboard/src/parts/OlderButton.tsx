/** At the end of a list that the server gives a page at a time. */
export function OlderButton(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { query } = props;
  if (!query.hasNextPage) return null;
  return (
    <p style={{ padding: 8, textAlign: 'center' }}>
      <button
        type="button"
        className="btn"
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {query.isFetchingNextPage ? 'Loading…' : 'Older'}
      </button>
    </p>
  );
}
