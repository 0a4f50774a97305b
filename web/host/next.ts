/** Where to go on after a form: the path in `next` when it is one of this site, else `fallback`. Never to another site. */
export function nextPath(next: string | null | undefined, fallback = '/'): string {
  return next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : fallback
}

/** The address of a form page that goes on to `next` when it is done. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}
