/** A beam with D (blue) and G (amber) on it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 19 11 28h10z" fill="var(--ink)" />
      <path d="m4 14 24 6" stroke="var(--ink)" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="6.5" cy="10.2" r="4.2" fill="var(--d)" />
      <circle cx="25.5" cy="15.2" r="4.2" fill="var(--g-mark)" />
    </svg>
  );
}
