/** A page as somebody set it up, under a name. Kept in this browser; the address itself is what others are given. */
export interface NamedView {
  readonly name: string;
  /** `?tab=table&q=…`, as it stands in the address. */
  readonly search: string;
}

export const viewsPrefix = 'seesaw-views:';
const mostViews = 50;

/** `/sweeps/abc` has views of its own, and so has each other page. Storage may be switched off: then there are none. */
export function readViews(path: string): NamedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(viewsPrefix + path) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch (error) {
    console.warn('Named views cannot be read:', error);
    return [];
  }
}

/** The view takes the place of one of the same name. */
export function withView(views: readonly NamedView[], view: NamedView): NamedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-mostViews);
}

export function withoutView(views: readonly NamedView[], name: string): NamedView[] {
  return views.filter((view) => view.name !== name);
}

export function keepViews(path: string, views: readonly NamedView[]): void {
  try {
    if (views.length === 0) localStorage.removeItem(viewsPrefix + path);
    else localStorage.setItem(viewsPrefix + path, JSON.stringify(views));
  } catch (error) {
    console.warn('Named views are not kept:', error);
  }
}

function isView(value: unknown): value is NamedView {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as NamedView).name === 'string' &&
    typeof (value as NamedView).search === 'string'
  );
}
