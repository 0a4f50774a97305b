import type { Api } from '../../../src/api.ts'
import { httpClient } from '../../../src/http/client.ts'

/** Markdown as the server will show it, as HTML that is safe to show. */
export async function renderedBy(text: string): Promise<string> {
  const { html } = await httpClient<Api>('')['POST /api/markdown']({ body: { text } })
  return html
}
