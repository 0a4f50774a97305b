import { useSentences } from '../host/hooks.ts'

/** What stands where a page will be: the shell of workspaces, and the first moment of a page the browser draws. */
export function Loading() {
  const { ui } = useSentences()
  return (
    <main className="wrap" aria-busy="true">
      <title>{ui.siteName}</title>
      <div className="pending" role="progressbar" aria-label={ui.loading} />
      <noscript>
        <p className="empty">{ui.needsScript}</p>
      </noscript>
    </main>
  )
}
