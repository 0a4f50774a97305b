import './door.css'
import { useEffect, useState } from 'react'
import { useLoaded } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Scanner } from './Scanner.tsx'
import type { Start } from './StartForm.tsx'
import { StartForm } from './StartForm.tsx'

export const loader = load(({ api, params }) =>
  api['GET /api/events/:eventId/door']({ params: { eventId: params.eventId ?? '' } }),
)

/** The scanner keeps its own figures; loading the page's again would only repeat them. */
export const shouldRevalidate = () => false

/** The door of one event: first its name and the camera, then the scanner. */
export function Component() {
  const figures = useLoaded<typeof loader>()
  const [start, setStart] = useState<Start | null>(null)
  useOwnDocument()
  if (start) return <Scanner figures={figures} start={start} onRestart={() => setStart(null)} />
  return <StartForm figures={figures} onStart={setStart} />
}

/** Camera and WebAssembly are allowed to documents fetched from here alone; one that came from another page is fetched again. */
function useOwnDocument() {
  useEffect(() => {
    const [entry] = performance.getEntriesByType('navigation')
    if (entry && !new URL(entry.name).pathname.startsWith('/door')) location.reload()
  }, [])
}
