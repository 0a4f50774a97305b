import { useSite } from '../../root.tsx'
import type { PublicEvent } from './structured.ts'
import { previewImage, scriptJson, structuredEvent } from './structured.ts'

/** What machines read of the event: previews (https://ogp.me), its one address, and schema.org. React moves metadata into the head. */
export function Meta({ event, origin }: { event: PublicEvent; origin: string }) {
  const url = `${origin}/e/${event.slug}`
  const image = previewImage(event, origin)
  const description = event.summary || event.descriptionText
  const structured = structuredFor(event, origin)
  const isHidden = event.preview || event.visibility !== 'public'
  return (
    <>
      {isHidden && <meta name="robots" content="noindex" />}
      <link rel="canonical" href={url} />
      <meta property="og:type" content="event" />
      <meta property="og:site_name" content={useSite().name} />
      <meta property="og:title" content={event.name} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image} />
      <meta name="twitter:card" content="summary_large_image" />
      <meta name="twitter:title" content={event.name} />
      <meta name="twitter:description" content={description} />
      <meta name="twitter:image" content={image} />
      {structured && (
        <script
          type="application/ld+json"
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: data for machines, which is never run; `<` is escaped.
          dangerouslySetInnerHTML={{ __html: structured }}
        />
      )}
    </>
  )
}

/** Machines read what the server sends, so the browser's code need not know how it is made; there it stays as it came. */
function structuredFor(event: PublicEvent, origin: string): string {
  if (!import.meta.env.SSR) return event.startsAt === null ? '' : ' '
  const structured = structuredEvent(event, origin)
  return structured ? scriptJson(structured) : ''
}
