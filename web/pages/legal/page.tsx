import { useLoaded, useSentences } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { Frame } from '../../ui/Frame.tsx'
import { Prose } from '../../ui/Prose.tsx'

export const loader = load(({ api, params }) => api['GET /api/legal/:text']({ params: { text: params.text ?? '' } }))

/** A text of the operator: who runs this platform, how it treats data, on which terms it sells. */
export function Component() {
  const { ui } = useSentences()
  const { text, html } = useLoaded<typeof loader>()
  return (
    <Frame title={ui.legal[text]}>
      <article className="section">
        <h1>{ui.legal[text]}</h1>
        <Prose html={html} />
      </article>
    </Frame>
  )
}
