import './prose.css'

/** Text that organizers wrote in Markdown, as the server rendered it. */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server renders Markdown without raw HTML (src/lib/markdown.ts, property-tested).
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
}
